interface Said {
  message: string;
  requestId: string;
}

/** For somebody who followed a link or typed an address; programs get JSON. */
export function errorPage({ message, requestId }: Said): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crosstie</title>
<h1>Crosstie cannot show this</h1>
<p>${escaped(message)}</p>
<p><a href="/console">Open Crosstie's console</a></p>
<p><small>Request ${escaped(requestId)}</small></p>
</html>
`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
