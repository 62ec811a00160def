import { createGlobalStyle } from "styled-components";
import { theme } from "./theme.ts";

export const GlobalStyle = createGlobalStyle`
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
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition-duration: 0.01ms !important; }
  }
`;
