import type { User } from "../../records.ts";
import { wireId } from "../wire.ts";

export const fullName = ({ firstName, lastName }: User) => `${firstName} ${lastName}`;

/** A user as every directory list shows one. */
function person(user: User): Record<string, unknown> {
  return {
    id: wireId(user.id),
    first_name: user.firstName,
    last_name: user.lastName,
    name: fullName(user),
    initials: `${user.firstName.charAt(0)}${user.lastName.charAt(0)}`,
    email_address: user.login,
    job_title: user.jobTitle,
    is_active: true,
    is_employee: !user.isService,
    employee_id: null,
    address: null,
    avatar: null,
    business_id: null,
    business_phone: null,
    business_phone_extension: null,
    city: null,
    country_code: null,
    email_signature: null,
    fax_number: null,
    last_login_at: null,
    mobile_phone: null,
    notes: null,
    state_code: null,
    zip: null,
    origin_id: null,
    origin_data: null,
    vendor: null,
    work_classification_id: null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

/** The full record of one person in a company's directory. */
export function directoryPerson(user: User): Record<string, unknown> {
  return {
    ...person(user),
    add_to_new_projects: false,
    is_insurance_manager: false,
    default_permission_template_id: null,
    company_permission_template_id: null,
  };
}

export function companyPerson(user: User): Record<string, unknown> {
  return {
    ...person(user),
    contact_id: wireId(user.id),
    erp_integrated_accountant: user.isAccountant,
    permission_template: null,
    company_permission_template: null,
  };
}

export function projectPerson(user: User): Record<string, unknown> {
  return { ...companyPerson(user), welcome_email_sent_at: null };
}
