export interface Answer {
  status: number;
  body?: unknown;
}

export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message, requestId: "r-1" },
});
