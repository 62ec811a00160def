import { Button, Modal } from "@procore/core-react";
import { useId, useState } from "react";
import { uninstall } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Buttons } from "../form/buttons.tsx";
import { useAct } from "../use-act.ts";
import { Section } from "./section.tsx";
import type { SectionProps } from "./section-props.ts";

export function UninstallSection({ installation, accept }: SectionProps) {
  const [isAsking, setIsAsking] = useState(false);

  return (
    <Section title="Uninstall">
      <p>
        Crosstie stops watching {installation.company.name}. What it has already brought to NetSuite
        and to Procore stays there.
      </p>
      <Buttons>
        <Button variant="secondary" onClick={() => setIsAsking(true)}>
          Uninstall…
        </Button>
      </Buttons>
      {isAsking && (
        <Confirm installation={installation} accept={accept} onClose={() => setIsAsking(false)} />
      )}
    </Section>
  );
}

function Confirm({ installation, accept, onClose }: SectionProps & { onClose: () => void }) {
  const titleId = useId();
  const removing = useAct(async () => {
    await uninstall(installation.company.id);
    accept({ ...installation, status: "uninstalled" });
  });

  return (
    <Modal
      open
      role="dialog"
      width="sm"
      howToClose={["x", "scrim"]}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <Modal.Header>
        <Modal.Heading id={titleId}>
          Uninstall Crosstie from {installation.company.name}?
        </Modal.Heading>
      </Modal.Header>
      <Modal.Body>
        <p>
          Its webhooks are removed from Procore, it reads and writes nothing more there or in
          NetSuite, and what still waits is not sent. Nothing is deleted in NetSuite or Procore.
        </p>
        <p>
          Activities and the connection, encrypted, are kept for a new installation. To take its key
          away, revoke the integration’s certificate in NetSuite.
        </p>
        {removing.problem && <Notice tone="bad">Not uninstalled. {removing.problem}</Notice>}
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="tertiary" onClick={onClose}>
            Keep it
          </Button>
          <ActionButton loading={removing.isRunning} onClick={() => void removing.run()}>
            Uninstall
          </ActionButton>
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}
