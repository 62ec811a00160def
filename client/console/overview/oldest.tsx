import type { Overview } from "../../../server/api/contract.ts";
import { capitalize, formatAgo, formatTimestamp, formatWaiting } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { Box, Lines, Quiet } from "./parts.tsx";

/** What waits longest, and for what; each leads to its activity. */
export function Oldest({ oldest }: { oldest: Overview["oldest"] }) {
  return (
    <Box
      title="Oldest waiting"
      aside={
        oldest.length > 0 && (
          <PageLink page="activities" parameters={{ tab: "pending" }}>
            All that waits
          </PageLink>
        )
      }
    >
      {oldest.length === 0 && <p>Nothing waits.</p>}
      <Lines>
        {oldest.map(({ activityId, resourceWord, title, projectName, since, waiting }) => (
          <li key={activityId}>
            <div>
              {resourceWord}{" "}
              <PageLink page="activities" parameters={{ tab: "pending", activity: activityId }}>
                {title}
              </PageLink>
              <Quiet>
                {waiting ? capitalize(formatWaiting(waiting)) : "In line: it goes by itself"}
                {projectName && ` · ${projectName}`}
              </Quiet>
            </div>
            <time dateTime={since} title={formatTimestamp(since)}>
              {formatAgo(since)}
            </time>
          </li>
        ))}
      </Lines>
    </Box>
  );
}
