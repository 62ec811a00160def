import { HelpDetails } from "../form/help-details.tsx";

export function MissingProject({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <HelpDetails open={isOpen}>
      <summary>A project is missing?</summary>
      <ol>
        <li>In Procore, open the company’s Admin tool, then App Management.</li>
        <li>Choose Crosstie, then Permissions, and add the project under Permitted Projects.</li>
        <li>Save there, come back and reload this page.</li>
      </ol>
    </HelpDetails>
  );
}
