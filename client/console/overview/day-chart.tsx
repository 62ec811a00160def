import { colors } from "@procore/core-react";
import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import {
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { formatCount, formatDate } from "../../format.ts";
import { goTo, hrefTo } from "../address.ts";
import { openHere } from "../page-link.tsx";
import { DayTip } from "./day-tip.tsx";
import { allOutcomes, type Day, listOfDay, type Outcome, outcomes } from "./links.ts";

/** Until it is measured. */
const FIRST_WIDTH = 720;
const HEIGHT = 200;
const MARGIN = { top: 8, right: 4, bottom: 20, left: 36 };
const TICKS = 4;

const layersOf = stack<Day, Outcome>().keys(allOutcomes);

/** A bar for each day; arrow keys go from day to day, and each day leads to its changes. */
export function DayChart({ days }: { days: Day[] }) {
  const [shown, setShown] = useState<number | null>(null);
  const [reached, setReached] = useState(days.length - 1);
  const group = useRef<HTMLDivElement>(null);
  const tip = useId();
  const width = useWidth(group);
  const most = Math.max(1, ...days.map((day) => day.synced + day.pending + day.failed));
  const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(TICKS);
  const x = scaleBand(
    days.map(({ date }) => date),
    [MARGIN.left, width - MARGIN.right],
  ).padding(0.2);
  const ticks = y.ticks(TICKS).filter(Number.isInteger);

  function move(event: KeyboardEvent) {
    const to = placeAfter(event.key, reached, days.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    setReached(to);
    group.current?.querySelectorAll("a")[to]?.focus();
  }

  return (
    <Frame ref={group} role="group" aria-label="Changes of each day" onKeyDown={move}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} />
            <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
              {formatCount(tick)}
            </text>
          </g>
        ))}
        {layersOf(days).map((layer) => (
          <g key={layer.key} data-outcome={layer.key}>
            {layer.map(([from, to], index) => (
              <rect
                key={days[index]!.date}
                x={x(days[index]!.date)}
                y={y(to)}
                width={x.bandwidth()}
                height={y(from) - y(to)}
              />
            ))}
          </g>
        ))}
        {days.map(
          ({ date }, index) =>
            (days.length - 1 - index) % (width < 480 ? 14 : 7) === 0 && (
              <text
                key={date}
                x={(x(date) ?? 0) + x.bandwidth() / 2}
                y={HEIGHT - 4}
                textAnchor={index === days.length - 1 ? "end" : "middle"}
              >
                {dayWord(date)}
              </text>
            ),
        )}
      </svg>
      {days.map((day, index) => (
        <Column
          key={day.date}
          href={hrefTo("activities", listOfDay(day))}
          tabIndex={index === reached ? 0 : -1}
          aria-label={`${formatDate(day.date)}: ${saidOf(day)}`}
          aria-describedby={shown === index ? tip : undefined}
          style={{ left: x(day.date), width: x.step() }}
          onClick={(event) => openHere(event, () => goTo("activities", listOfDay(day)))}
          onFocus={() => {
            setReached(index);
            setShown(index);
          }}
          onBlur={() => setShown(null)}
          onMouseEnter={() => setShown(index)}
          onMouseLeave={() => setShown(null)}
        />
      ))}
      {shown !== null && <DayTip id={tip} day={days[shown]!} place={shown / (days.length - 1)} />}
    </Frame>
  );
}

function placeAfter(key: string, now: number, last: number): number | undefined {
  if (key === "ArrowLeft") return Math.max(0, now - 1);
  if (key === "ArrowRight") return Math.min(last, now + 1);
  if (key === "Home") return 0;
  return key === "End" ? last : undefined;
}

function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(FIRST_WIDTH);
  useLayoutEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return width;
}

const saidOf = (day: Day): string =>
  allOutcomes
    .map((outcome) => `${outcomes[outcome].word.toLowerCase()} ${formatCount(day[outcome])}`)
    .join(", ");

/** "Mar 20". */
const dayWord = (date: string): string => formatDate(date).split(",")[0] ?? date;

export const outcomeColors: Record<Outcome, string> = {
  synced: colors.green70,
  pending: colors.yellow60,
  failed: colors.red50,
};

const Frame = styled.div`
  position: relative;

  svg {
    display: block;
    width: 100%;
    height: ${HEIGHT}px;
    overflow: visible;
  }

  line {
    stroke: ${theme.line};
  }

  text {
    fill: ${theme.quiet};
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }

  [data-outcome="synced"] {
    fill: ${outcomeColors.synced};
  }

  [data-outcome="pending"] {
    fill: ${outcomeColors.pending};
  }

  [data-outcome="failed"] {
    fill: ${outcomeColors.failed};
  }

  @media (forced-colors: active) {
    text {
      fill: CanvasText;
    }

    [data-outcome="synced"] {
      fill: CanvasText;
    }

    [data-outcome="pending"] {
      fill: GrayText;
    }

    [data-outcome="failed"] {
      fill: Highlight;
    }
  }
`;

const Column = styled.a`
  position: absolute;
  top: 0;
  bottom: ${MARGIN.bottom}px;

  &:hover {
    background: rgb(0 0 0 / 5%);
  }
`;
