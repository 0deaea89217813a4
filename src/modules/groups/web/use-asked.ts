import { useUrlState } from "../../../web/ui/use-url-state.ts";

export type AskedAct = "admin" | "owner" | "entry" | "close";

/** What an address asks to be begun at once (`?do=admin`): advice leads here with one press. */
export function useAsked(): { is: (act: AskedAct) => boolean; done: (close: () => void) => void } {
  const url = useUrlState();
  return {
    is: (act) => url.get("do") === act,
    done: (close) => {
      close();
      if (url.get("do")) url.clear("do");
    },
  };
}
