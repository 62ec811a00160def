/** What an uninstall leaves with Crosstie, and for what. */
export function Kept() {
  return (
    <>
      Crosstie keeps its records and activities: what was sent where, and which payments came back.
      With them a new installation sends nothing twice.
    </>
  );
}
