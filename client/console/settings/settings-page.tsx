import type { ReactNode } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { useQuery } from "../address.ts";
import { erpName } from "../erp.ts";
import { PageHead } from "../shell/page-head.tsx";
import { ConnectionSection } from "./connection-section.tsx";
import { DangerZone } from "./danger-zone.tsx";
import { FoldedMenu } from "./folded-menu.tsx";
import { MappingsSection } from "./mappings-section.tsx";
import { ProjectsSection } from "./projects-section.tsx";
import { QuickActions } from "./quick-actions.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { SaveBar } from "./save-bar.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import type { SectionProps } from "./section-props.ts";
import { maySeeSettings, type SectionId, sectionNamed } from "./sections.ts";
import { SyncSection } from "./sync-section.tsx";
import { UnreadSection } from "./unread-section.tsx";
import { type Choices, useChoices } from "./use-choices.ts";
import { WebhooksSection } from "./webhooks-section.tsx";

interface SettingsPageProps extends SectionProps {
  refresh(): void;
}

export function SettingsPage(props: SettingsPageProps) {
  const { installation } = props;
  const section = sectionNamed(useQuery().get("section"), installation);
  if (!maySeeSettings(installation)) return <NoSettings installation={installation} />;
  const page = { ...props, section };
  return installation.may.changeSettings ? (
    <Changing {...page} />
  ) : (
    <Frame {...page} choices={null} />
  );
}

interface PageProps extends SettingsPageProps {
  section: SectionId;
}

function Changing(props: PageProps) {
  const choices = useChoices(props);
  return (
    <>
      <Frame {...props} choices={choices} />
      <SaveBar {...choices} erp={erpName(props.installation)} />
    </>
  );
}

interface FrameProps extends PageProps {
  /** Null: the reader may change nothing. */
  choices: Choices | null;
}

function Frame({ choices, ...page }: FrameProps) {
  const { section, installation } = page;
  return (
    <>
      <PageHead title="Settings" />
      {!choices && (
        <Notice>
          Only people with ‘Admin’ level permission on the ERP Integrations tool, and company
          administrators, change settings. This is how they stand.
        </Notice>
      )}
      <Rows>
        <FoldedMenu section={section} installation={installation} />
        <Content ref={choices?.form} data-settings={section}>
          <Shown choices={choices} {...page} />
        </Content>
      </Rows>
    </>
  );
}

function Shown({ section, choices, installation, accept, refresh }: FrameProps): ReactNode {
  const props = { installation, accept };
  switch (section) {
    case "synchronization":
      return <SyncSection installation={installation} choices={choices} />;
    case "schedule":
      return <ScheduleSection installation={installation} choices={choices} />;
    case "connection":
      return (
        <>
          <ConnectionSection {...props} refresh={refresh} />
          <WebhooksSection {...props} />
          <UnreadSection unread={installation.unread} />
        </>
      );
    case "mappings":
      return choices && <MappingsSection installation={installation} choices={choices} />;
    case "projects":
      return choices && <ProjectsSection choices={choices} />;
    case "retention":
      return <RetentionSection installation={installation} />;
    case "danger-zone":
      return <DangerZone {...props} />;
    default:
      return <QuickActions installation={installation} />;
  }
}

function NoSettings({ installation }: { installation: Installation }) {
  return (
    <Blank title="You may not see these settings">
      <p>
        They say how {installation.company.name} is tied to {erpName(installation)}. Who has at
        least ‘Read Only’ level permission on the company’s ERP Integrations tool may look at them,
        who has ‘Admin’ there may change them. A company administrator can give you either in
        Procore.
      </p>
    </Blank>
  );
}

const Rows = styled.div`
  display: flex;
  flex-direction: column;
  gap: 16px;
`;

const Content = styled.div`
  display: flex;
  flex-direction: column;
  gap: 16px;
  min-width: 0;
  max-width: 960px;

  /* What the keyboard reaches must not lie under the bar. */
  :is(input, textarea, button, a, [tabindex]) {
    scroll-margin-bottom: 120px;
  }
`;
