import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { stringify } from "csv-stringify";
import { writeXlsxStream } from "hucre/xlsx";

/** Null: empty. */
export type Cell = string | number | Date | null;

export interface TableColumn {
  header: string;
  /** What its cells are, where they are not empty. */
  holds: "text" | "count" | "decimal" | "instant";
  /** In characters. */
  width: number;
}

interface Table {
  columns: TableColumn[];
  rows: AsyncIterable<Cell[]>;
  /** Of the instants in a sheet, which knows no zones. */
  zone: string;
}

interface TableFormat {
  mediaType: string;
  /** The first parts of a pipeline: a row is read once those before it are taken. */
  write(table: Table): (NodeJS.ReadableStream | NodeJS.ReadWriteStream)[];
}

export const tableFormats: Record<"csv" | "xlsx", TableFormat> = {
  csv: {
    mediaType: "text/csv",
    write: ({ columns, rows }) => [
      Readable.from(counted(rows, columns.length), { highWaterMark: 1 }),
      stringify({
        columns: columns.map(({ header }) => ({ key: header })),
        header: true,
        bom: true,
        // Anybody may have written a title: "=…" in a cell would be run as a formula.
        escape_formulas: true,
        cast: {
          date: (instant) => instant.toISOString(),
          number: (value, { column }) =>
            columns[Number(column)]?.holds === "decimal" ? value.toFixed(2) : String(value),
        },
      }),
    ],
  },
  // Cut off, it has no directory and does not open. Its texts are typed as texts, never as formulas.
  xlsx: {
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: ({ columns, rows, zone }) => [
      Readable.fromWeb(
        writeXlsxStream(inZone(rows, zone), {
          name: "Activities",
          freezePane: { rows: 1 },
          columns: columns.map((column) => sheetColumn(column, zone)),
        }) as ReadableStream,
      ),
    ],
  },
};

/** Without its last line a file is not whole. */
async function* counted(rows: AsyncIterable<Cell[]>, width: number): AsyncGenerator<Cell[]> {
  let count = 0;
  for await (const row of rows) {
    yield row;
    count += 1;
  }
  yield Array.from({ length: width }, (_, place) => (place === 0 ? `${count} rows` : null));
}

function sheetColumn({ header, holds, width }: TableColumn, zone: string) {
  if (holds === "instant") {
    const title = `${header} (${zone})`;
    return { header: title, width: Math.max(width, title.length), numFmt: "yyyy-mm-dd hh:mm" };
  }
  return { header, width, ...(holds === "decimal" && { numFmt: "#,##0.00" }) };
}

const LONGEST_TEXT = 32_767;

async function* inZone(rows: AsyncIterable<Cell[]>, zone: string): AsyncGenerator<Cell[]> {
  const clock = wallClock(zone);
  for await (const row of rows) {
    yield row.map((cell) => {
      if (cell instanceof Date) return clock(cell);
      return typeof cell === "string" ? cell.slice(0, LONGEST_TEXT) : cell;
    });
  }
}

/** What a clock on a wall there shows, as if it were UTC. */
function wallClock(timeZone: string): (instant: Date) => Date {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day, hour, minute, second } = parts;
    return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  };
}
