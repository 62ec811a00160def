import { Preview } from "../../server/api/contract.ts";

export const preview = Preview.parse({
  documents: [
    {
      word: "Purchase order",
      title: "SC-021",
      erpNumber: null,
      vendor: "Northlight Glazing LLC",
      currency: "USD",
      total: "840000.00",
      facts: [
        { label: "Title", value: "Curtain wall", isMoney: false },
        { label: "Date", value: "2026-03-04", isMoney: false },
      ],
      lines: Array.from({ length: 6 }, (_, line) => ({
        description: `08-410 · Line ${line + 1}`,
        amount: "140000.00",
        retainage: null,
      })),
      unsent: [
        { label: "Retainage", value: "5 %", isMoney: false },
        { label: "Pending change order 001", value: "-42000.00", isMoney: true },
      ],
      requests: [
        {
          method: "PUT",
          url: "https://1234567.suitetalk.api.netsuite.example/services/rest/record/v1/purchaseOrder/eid:PROCORE-562949953421312-9223372036854775001",
          headers: {
            "content-type": "application/json",
            "x-netsuite-propertynamevalidation": "Error",
          },
          body: {
            tranId: "SC-021",
            memo: "Curtain wall",
            item: {
              items: Array.from({ length: 6 }, (_, line) => ({
                line: line + 1,
                rate: "140000.00",
                description: `Line ${line + 1}`,
              })),
            },
          },
        },
      ],
      whyNoRequests: null,
    },
  ],
  blockers: [
    "Northlight Glazing LLC is no vendor in NetSuite, and creating vendors is switched off.",
  ],
});
