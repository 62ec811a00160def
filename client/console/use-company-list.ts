import { type MouseEvent, useEffect } from "react";
import { useCompanies } from "../api/installation.ts";
import { addressWith, go } from "./address.ts";

/** Where the address of a page names its company. */
export type CompanyParam = "companyId" | "company_id";

/** The companies that a person may choose from. Who belongs to one only is not asked. */
export function useCompanyList(param: CompanyParam) {
  const { data: companies, error, mutate, isValidating } = useCompanies();
  const onlyId = companies?.length === 1 ? companies[0]?.id : undefined;

  useEffect(() => {
    if (onlyId) go({ [param]: onlyId }, true);
  }, [onlyId, param]);

  return {
    companies,
    error: error as unknown,
    isTrying: isValidating,
    tryAgain: () => void mutate(),
    linkTo: (id: string) => ({
      href: window.location.pathname + addressWith(window.location.search, { [param]: id }),
      onClick(event: MouseEvent) {
        event.preventDefault();
        go({ [param]: id });
      },
    }),
  };
}
