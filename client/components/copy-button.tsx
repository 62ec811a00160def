import { Button } from "@procore/core-react";
import { useState } from "react";
import { useAnnounce } from "./announcer.tsx";

interface CopyButtonProps {
  text: string;
  /** "Copy", or what is copied where there are several. */
  word?: string;
}

export function CopyButton({ text, word = "Copy" }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const announce = useAnnounce();
  const copy = async () => {
    const said = await copyText(text).then(
      () => "Copied",
      () => "Not allowed here",
    );
    setOutcome(said);
    announce(said);
  };
  return (
    <Button size="sm" variant="secondary" onClick={() => void copy()}>
      {outcome ?? word}
    </Button>
  );
}

/**
 * A frame may write to the clipboard only where its host lets it; the old way needs nobody's leave.
 */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    area.style.position = "fixed";
    (document.querySelector("[role=dialog]") ?? document.body).append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (!isCopied) throw new Error("The browser refused to copy.");
  }
}
