import { colors, spacing } from "@procore/core-react";

/** Procore's own palette, by what we use it for. Text colours hold 4.5:1 on white. */
export const theme = {
  text: colors.gray15,
  quiet: colors.gray40,
  line: colors.gray85,
  wash: colors.gray98,
  paper: colors.white,
  link: colors.blue40,
  focus: colors.blue50,
  good: colors.green30,
  bad: colors.red40,
  paid: colors.green40,
  settled: colors.green70,
  billed: colors.blue70,
  retained: colors.purple70,
  waiting: colors.yellow50,
  open: colors.gray90,
  space: spacing,
} as const;
