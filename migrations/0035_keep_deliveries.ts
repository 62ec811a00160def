import type { Knex } from "knex";
import { ACROSS_ROLE, APP_ROLE } from "../server/database/roles.ts";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Keeps new deliveries and returns them; drops those of companies that left. It takes the role
    -- for it and gives it back: one round trip instead of the three of a transaction.
    create function crosstie_keep_deliveries(received json, is_queued boolean)
      returns table (company_id text, delivery_id text)
      language plpgsql as $$
    #variable_conflict use_column
    declare
      before text := current_setting('role');
    begin
      if nullif(current_setting('app.company_id', true), '') is not null then
        raise insufficient_privilege using message = 'deliveries are kept in no company''s name';
      end if;
      set local role ${ACROSS_ROLE};
      return query
        insert into deliveries (company_id, delivery_id, resource_name, resource_id, project_id, event, user_id,
          source_application_id, source_user_id, related, happened_at, payload, queued_at)
        select "companyId", "deliveryId", "resourceName", "resourceId", "projectId", event, "userId",
          "sourceApplicationId", "sourceUserId", related, "happenedAt", payload, case when is_queued then now() end
        from json_to_recordset(received) as one ("companyId" text, "deliveryId" text, "resourceName" text,
          "resourceId" text, "projectId" text, event text, "userId" text, "sourceApplicationId" text,
          "sourceUserId" text, related jsonb, "happenedAt" timestamptz, payload text)
        join companies on companies.company_id = "companyId" and companies.status <> 'uninstalled'
        on conflict (company_id, delivery_id) do nothing
        returning deliveries.company_id, deliveries.delivery_id;
      perform set_config('role', before, true);
    end $$;
    revoke execute on function crosstie_keep_deliveries from public;
    grant execute on function crosstie_keep_deliveries to ${APP_ROLE}, ${ACROSS_ROLE};
  `);
}

export async function down(): Promise<void> {
  throw new Error("Migrations go forward only.");
}
