import { Bell as BellIcon } from "@procore/core-icons";
import { colors } from "@procore/core-react";
import { useEffect, useId, useRef, useState } from "react";
import styled from "styled-components";
import { useBell } from "../../api/failures.ts";
import { useNotifications } from "../../api/notifications.ts";
import { useAnnounce } from "../../components/announcer.tsx";
import { theme } from "../../components/theme.ts";
import { plural } from "../../format.ts";
import { BellPanel } from "./bell-panel.tsx";

const MOST_SHOWN = 99;

/** How many failures nobody has taken note of; pressing it lists the last of them. */
export function Bell({ companyId }: { companyId: string }) {
  const { data: bell, error } = useBell(companyId);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const count = bell?.unacknowledged ?? 0;
  const notices = useNotifications(companyId).data?.unread ?? 0;
  const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  useNews(bell && count);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = ({ target }: Event) => {
      if (!place.current?.contains(target as Node)) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("focusin", onPress);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("focusin", onPress);
      document.removeEventListener("keydown", onKey);
    };
  }, [isOpen]);

  return (
    <Place ref={place}>
      <Round
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={bellWords(shown, notices)}
        onClick={() => setOpen(!isOpen)}
      >
        <BellIcon size="md" />
        {count === 0 && notices > 0 && <Dot data-dot />}
        {count > 0 && (
          <Badge data-badge aria-hidden="true">
            {shown}
          </Badge>
        )}
      </Round>
      {isOpen && (
        <BellPanel
          id={id}
          companyId={companyId}
          bell={bell}
          error={error}
          onClose={() => setOpen(false)}
        />
      )}
    </Place>
  );
}

/** The number that is seen is in it: who speaks to the machine says what they see. */
const bellWords = (failures: string, notices: number) =>
  [
    "Notifications",
    failures === "0" ? "no new failure" : `${failures} failed`,
    ...(notices > 0 ? [`${notices} to read`] : []),
  ].join(", ");

/** Said once when the number grows, not when the page opens. */
function useNews(count: number | undefined): void {
  const announce = useAnnounce();
  const last = useRef(count);
  useEffect(() => {
    if (count !== undefined && last.current !== undefined && count > last.current) {
      announce(`${plural(count, "failed synchronization")} not looked at yet.`);
    }
    if (count !== undefined) last.current = count;
  }, [count, announce]);
}

const Place = styled.div`
  position: relative;
`;

const Round = styled.button`
  position: relative;
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: transparent;
  color: ${theme.text};
  cursor: pointer;

  &:hover,
  &[aria-expanded="true"] {
    background: ${colors.gray94};
  }
`;

const Dot = styled.span`
  position: absolute;
  top: 6px;
  right: 6px;
  width: 10px;
  height: 10px;
  border: 2px solid ${theme.paper};
  border-radius: 50%;
  background: ${theme.focus};
  forced-color-adjust: none;
`;

const Badge = styled.span`
  position: absolute;
  top: -2px;
  /* it grows to the right, beside the bell and not over it */
  left: 22px;
  width: max-content;
  min-width: 20px;
  height: 20px;
  padding: 0 4px;
  border: 2px solid ${theme.paper};
  border-radius: 10px;
  background: ${theme.bad};
  color: ${theme.paper};
  font-size: 11px;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  line-height: 16px;
  text-align: center;
`;
