import useSWR from "swr";
import type { CompanyChoice } from "../../server/api/contract.ts";
import { get } from "./request.ts";

const companiesKey = "/companies";

export function useCompanies() {
  return useSWR<CompanyChoice[]>(companiesKey, get);
}
