import type { Delivery } from "./records.ts";

type Payload = Delivery["payload"];

/** `node:v8` does not know the exact numbers of `JSON.rawJSON`. */
export function withTexts(delivery: Delivery): Omit<Delivery, "payload"> & { payload: string } {
  return { ...delivery, payload: JSON.stringify(delivery.payload) };
}

export function withNumbers({ payload, ...delivery }: ReturnType<typeof withTexts>): Delivery {
  return {
    ...delivery,
    payload: JSON.parse(payload, (_key, value: unknown, { source }) =>
      typeof value === "number" && !Number.isSafeInteger(value)
        ? JSON.rawJSON(source ?? String(value))
        : value,
    ) as Payload,
  };
}

export const isOnItsWay = ({ status }: Delivery): boolean =>
  status === "enqueued" || status === "retrying";
