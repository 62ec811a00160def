import type { CommitmentView } from "../../server/api/contract.ts";
import { ChangeRow } from "../components/change-row.tsx";
import { theme } from "../components/theme.ts";
import { Tile, TileHead } from "../components/tile.tsx";
import { plural } from "../format.ts";
import { ArrivingList } from "./arriving-list.tsx";

/** What Procore has and the ERP has not. */
export function Unsent({ view: { unsent, counterpart, money, system } }: { view: CommitmentView }) {
  if (unsent.length === 0) return null;
  return (
    <Tile>
      <TileHead
        title={counterpart ? "Changed since last sync" : "Changed, not sent yet"}
        aside={plural(unsent.length, "field")}
      />
      <ArrivingList
        entries={unsent.map((change) => ({ ...change, id: change.field }))}
        first={6}
        noun="field"
        gap={theme.space.xs}
      >
        {(change) => (
          <ChangeRow change={change} currency={money.currency} erp={system ?? "the ERP"} />
        )}
      </ArrivingList>
    </Tile>
  );
}
