import { Fragment, type ReactNode } from "react";
import { Dot } from "../../../web/ui/page.tsx";

/** Facts side by side with the small dot between them; what is empty is left out. */
export function Dots({ parts }: { parts: readonly ReactNode[] }) {
  return parts
    .filter((part) => part !== "" && part !== null && part !== undefined && part !== false)
    .map((part, at) => (
      <Fragment key={at}>
        {at > 0 ? <Dot /> : null}
        {part}
      </Fragment>
    ));
}
