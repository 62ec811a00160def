import { HelpDetails } from "../form/help-details.tsx";

/** Source of fact: NetSuite's help, "OAuth 2.0 Client Credentials Setup". */
export function CredentialHelp() {
  return (
    <HelpDetails>
      <summary>Where do I find these in NetSuite?</summary>
      <ol>
        <li>
          Setup &gt; Company &gt; Enable Features &gt; SuiteCloud: tick REST Web Services and OAuth
          2.0.
        </li>
        <li>
          Setup &gt; Integration &gt; Manage Integrations &gt; New: tick Client Credentials (Machine
          to Machine) Grant and REST Web Services. Save, and copy the client ID.
        </li>
        <li>Make a certificate with its private key (PKCS#8, without a passphrase).</li>
        <li>
          Setup &gt; Integration &gt; OAuth 2.0 Client Credentials (M2M) Setup &gt; Create New:
          choose user, role and integration, upload the certificate, and copy the certificate ID.
        </li>
      </ol>
    </HelpDetails>
  );
}
