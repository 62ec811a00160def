import { Button } from "@procore/core-react";
import { type ChangeEvent, useRef } from "react";

interface FileButtonProps {
  label: string;
  /** What the file is, for who cannot see what stands above. */
  name: string;
  /** `.pem,.key` */
  accept: string;
  onRead(text: string): void;
}

/** Fills a field from a file. */
export function FileButton({ label, name, accept, onRead }: FileButtonProps) {
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
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={name}
        onChange={(event) => void read(event)}
      />
    </>
  );
}
