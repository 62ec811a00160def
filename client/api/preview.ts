import useSWR from "swr";
import type { Preview } from "../../server/api/contract.ts";
import { type CommitmentRef, commitmentKey } from "./commitment.ts";
import { get } from "./request.ts";

const previewKey = (ref: CommitmentRef): string => `${commitmentKey(ref)}/preview`;

export function usePreview(ref: CommitmentRef) {
  return useSWR<Preview>(previewKey(ref), get);
}
