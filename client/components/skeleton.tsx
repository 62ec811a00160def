// index.html has it, so that it is painted before any script has come
const drawn = document.querySelector(".skeleton")?.innerHTML ?? "";

/** Leaves on the screen what the page itself shows from the first moment. `label`: what goes on. */
export function Skeleton({ label }: { label: string }) {
  return (
    <>
      <div className="skeleton" aria-hidden dangerouslySetInnerHTML={{ __html: drawn }} />
      <p className="skeleton-word" role="status">
        {label}
      </p>
    </>
  );
}
