import { Fragment } from "react";

/** Text with **bold** words. */
function Rich({ text }: { text: string }) {
  return text.split(/\*\*(.+?)\*\*/).map((part, n) => (n % 2 === 1 ? <b key={n}>{part}</b> : <Fragment key={n}>{part}</Fragment>));
}

/** What every call has in common. */
export function ApiGuide({ text }: { text: string }) {
  return (
    <article className="api-guide">
      {text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => (
          <p key={line}>
            <Rich text={line} />
          </p>
        ))}
    </article>
  );
}
