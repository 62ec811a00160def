import { Typography } from "@procore/core-react";
import styled from "styled-components";
import type { PreviewDocument } from "../../../server/api/contract.ts";
import { CopyButton } from "../copy-button.tsx";
import { Spread } from "../spread.ts";
import { theme } from "../theme.ts";

interface RequestBlockProps {
  request: PreviewDocument["requests"][number];
  title: string;
}

/** A request to the letter. */
export function RequestBlock({ request, title }: RequestBlockProps) {
  const { method, url, headers, body } = request;
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = [
    `${method} ${url}`,
    ...head,
    "",
    ...(body === null || body === undefined ? [] : [JSON.stringify(body, null, 2)]),
  ].join("\n");
  return (
    <section aria-label={title}>
      <Spread>
        <Typography as="h3" weight="semibold">
          {title}
        </Typography>
        <CopyButton text={text} />
      </Spread>
      <Code tabIndex={0} role="region" aria-label={`${title}, as it would be sent`}>
        {text}
      </Code>
    </section>
  );
}

const Code = styled.pre`
  max-height: 320px;
  margin: ${theme.space.xs}px 0 0;
  padding: ${theme.space.sm}px;
  overflow: auto;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.wash};
  font:
    12px/16px ui-monospace,
    "SFMono-Regular",
    Menlo,
    "Liberation Mono",
    monospace;
  letter-spacing: 0;
`;
