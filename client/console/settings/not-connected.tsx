import { PageLink } from "../page-link.tsx";

export function NotConnected() {
  return (
    <p>
      This is chosen here once an ERP is connected, under{" "}
      <PageLink page="settings" parameters={{ section: "connection" }}>
        Connection
      </PageLink>
      .
    </p>
  );
}
