import { Button } from "@procore/core-react";
import { useRef } from "react";
import type { ChangeEvent } from "react";

export function KeyFile({ onRead }: { onRead: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file) onRead(await file.text());
  }

  return (
    <>
      <Button
        type="button"
        variant="secondary"
        size="sm"
        style={{ marginTop: 8 }}
        onClick={() => input.current?.click()}
      >
        Choose a key file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".pem,.key,.p8,.txt"
        hidden
        aria-label="Private key file"
        onChange={(event) => void read(event)}
      />
    </>
  );
}
