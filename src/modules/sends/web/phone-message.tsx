import { Avatar } from "../../../web/ui/avatar.tsx";
import type { ContentBody } from "../../contents/body.contract.ts";
import "./phone.css";

interface PhoneMessageProps {
  /** Title of the drawn phone: the group's name. */
  group: string;
  sender: string;
  body: ContentBody;
  /** Links to the pictures by their hash. */
  urls: Record<string, string>;
}

/** A message as a group sees it, on a small phone. */
export function PhoneMessage({ group, sender, body, urls }: PhoneMessageProps) {
  return (
    <div className="sends-phone">
      <div className="bar2 el">{group}</div>
      <div className="talk">
        <Avatar name={sender} brand square />
        <div className="said">
          <small>{sender}</small>
          {body.text ? <p className="bubble">{body.text}</p> : null}
          {body.format === "image" ? <Pictures hashes={body.images.map((image) => image.sha256)} urls={urls} /> : null}
          {body.format === "link" ? (
            <div className="cardy">
              <span>
                <b>{body.title}</b>
                <small>{body.summary || body.url}</small>
              </span>
              {body.cover && urls[body.cover] ? <img src={urls[body.cover]} alt="" /> : null}
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function Pictures({ hashes, urls }: { hashes: string[]; urls: Record<string, string> }) {
  return (
    <div className={hashes.length === 1 ? "shots one" : "shots"}>
      {hashes.map((hash, n) =>
        urls[hash] ? <img key={`${hash}${n}`} src={urls[hash]} alt="" loading="lazy" /> : <i key={`${hash}${n}`} />,
      )}
    </div>
  );
}
