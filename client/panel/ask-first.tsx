import { Button } from "@procore/core-react";
import { ActionButton } from "../components/action-button.tsx";
import type { AskedFirst } from "../components/asked-first.ts";
import { Sheet, SheetButtons, SheetParts } from "./sheet.tsx";

interface AskFirstProps {
  asked: AskedFirst;
  onClose(): void;
}

export function AskFirst({ asked: { title, says, word, act }, onClose }: AskFirstProps) {
  return (
    <Sheet title={title} width="sm" onClose={onClose}>
      <SheetParts>
        {says.map((one) => (
          <p key={one}>{one}</p>
        ))}
        <SheetButtons>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <ActionButton
            onClick={() => {
              onClose();
              act();
            }}
          >
            {word}
          </ActionButton>
        </SheetButtons>
      </SheetParts>
    </Sheet>
  );
}
