import { Button } from "@procore/core-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import styled, { css, keyframes } from "styled-components";
import { theme } from "../components/theme.ts";
import { plural } from "../format.ts";

const slideIn = keyframes`from { opacity: 0; transform: translateY(-8px); }`;

const Item = styled.li<{ $isNew: boolean }>`
  min-width: 0;
  ${({ $isNew }) =>
    $isNew &&
    css`
      animation: ${slideIn} 260ms ease-out;
    `}
`;

interface ArrivingListProps<Entry> {
  entries: Entry[];
  /** How many are shown before somebody asks for all. */
  first: number;
  noun: string;
  nouns?: string;
  gap?: number;
  children(entry: Entry): ReactNode;
}

/** A list whose newcomers slide in; what was there when the page opened just stands. */
export function ArrivingList<Entry extends { id: string }>({
  entries,
  first,
  noun,
  nouns = `${noun}s`,
  gap = theme.space.sm,
  children,
}: ArrivingListProps<Entry>) {
  const present = useRef(new Set(entries.map(({ id }) => id)));
  const list = useRef<HTMLUListElement>(null);
  const [isWhole, setWhole] = useState(false);
  const rest = entries.length - first;

  // The button that was pressed is gone: reading goes on at the first of what it brought.
  useEffect(() => {
    if (isWhole) list.current?.querySelector<HTMLElement>(":scope > [tabindex]")?.focus();
  }, [isWhole]);

  return (
    <>
      <Items ref={list} $gap={gap}>
        {(isWhole ? entries : entries.slice(0, first)).map((entry, place) => (
          <Item
            key={entry.id}
            tabIndex={place === first ? -1 : undefined}
            $isNew={!present.current.has(entry.id)}
          >
            {children(entry)}
          </Item>
        ))}
      </Items>
      {!isWhole && rest > 0 && (
        <Button
          variant="tertiary"
          onClick={() => setWhole(true)}
        >{`Show ${plural(rest, `more ${noun}`, `more ${nouns}`)}`}</Button>
      )}
    </>
  );
}

const Items = styled.ul<{ $gap: number }>`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ $gap }) => $gap}px;
`;
