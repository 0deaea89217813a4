import { useState } from "react";
import { useUrlState } from "../../../web/ui/use-url-state.ts";

type AskedAct = "admin" | "owner" | "entry" | "close";

/**
 * What is open: what was pressed here, else what the address asks to be begun (`?do=admin`), also where its page stands open already: advice
 * leads here with one press. Null closes it, and the address asks no more.
 */
export function useAsked<What>(asked: Partial<Record<AskedAct, What>>): [What | null, (what: What | null) => void] {
  const url = useUrlState();
  const [pressed, setPressed] = useState<What | null>(null);
  const begun = Object.entries(asked).find(([act]) => act === url.get("do"))?.[1] ?? null;
  const open = (what: What | null) => {
    setPressed(what);
    if (what === null && begun !== null) url.clear("do");
  };
  return [pressed ?? begun, open];
}
