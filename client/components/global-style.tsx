import inter from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
import { createGlobalStyle } from "styled-components";
import { theme } from "./theme.ts";

export const GlobalStyle = createGlobalStyle`
  /* Looks alike on each machine; other letters than Latin come from the machine. */
  @font-face {
    font-family: Inter; font-style: normal; font-weight: 100 900; font-display: swap;
    src: url(${inter}) format("woff2");
    unicode-range: U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329,
      U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD;
  }
  *, *::before, *::after { box-sizing: border-box; }
  html { color-scheme: light; -webkit-text-size-adjust: 100%; }
  body {
    width: 100%; margin: 0; background: ${theme.paper}; color: ${theme.text};
    font: 400 14px/20px Inter, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
    letter-spacing: 0.15px; overflow-wrap: anywhere; -webkit-font-smoothing: antialiased;
  }
  #root { display: flex; flex-direction: column; min-height: 100vh; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  /**
   * core-react draws its focus as a one pixel shadow and takes the outline away: too thin to find.
   */
  :focus-visible { outline: 2px solid ${theme.focus} !important; outline-offset: 2px !important; }
  [tabindex="-1"]:focus { outline: none !important; }
  @media print {
    /* Paper is pressed by nobody; what only a button names and what a colour says stays. */
    button:not([data-names]), [role="link"][href] { display: none !important; }
    * { print-color-adjust: exact; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition-duration: 0.01ms !important; }
  }
`;
