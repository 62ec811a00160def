import type { Plugin } from "vite";

/**
 * core-react and what it drags in: none of it works by being imported alone, though most of it does
 * not say so.
 */
const QUIET =
  /\/node_modules\/(@procore|@react-aria|@react-stately|@react-types|@floating-ui|@internationalized|@formatjs|date-fns|date-fns-tz|ramda|lodash|lodash-es|lodash\.\w+|react-aria|react-stately|react-virtuoso|react-window|react-window-infinite-loader|react-beautiful-dnd|redux|react-redux|tslib)\//;

export const isFreeOfSideEffects = (id: string): boolean => QUIET.test(id);

const EMPTY = "\0empty";
const RESIZE_OBSERVER = "\0native-resize-observer";
const INTL_POLYFILL = /^@formatjs\/intl-.+\/(polyfill|locale-data)/;
const LOCALE = /\/@procore\/core-react\/dist\/_locales\/([^/]+)\.json$/;

/**
 * Leaves out of the bundle what every current browser has itself (Intl, ResizeObserver), and the
 * languages that we do not speak.
 */
export function leanCoreReact(): Plugin {
  return {
    name: "crosstie:lean-core-react",
    enforce: "pre",
    resolveId(source) {
      if (INTL_POLYFILL.test(source)) return EMPTY;
      if (source === "resize-observer-polyfill") return RESIZE_OBSERVER;
      return null;
    },
    load(id) {
      if (id === EMPTY) return "export {};";
      if (id === RESIZE_OBSERVER) return "export default globalThis.ResizeObserver;";
      const locale = LOCALE.exec(id)?.[1];
      return locale && locale !== "en" ? "{}" : null;
    },
  };
}
