import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callEndpoint, keyOf, useEndpoint } from "../../../web/api.ts";
import { errorToast } from "../../../web/ui/toast.tsx";
import { taskReads } from "../../tasks/web/reads.ts";
import type { DeliveryState, Handover } from "../sends.contract.ts";
import {
  confirmDeliveryEndpoint,
  listSendsEndpoint,
  rewordDeliveryEndpoint,
  showHandoverEndpoint,
  unconfirmDeliveryEndpoint,
} from "../sends.contract.ts";

export type HandoverTarget = Handover["targets"][number];

/** One dispatch in a person's hands: its groups, the one whose turn it is, and the taps; a tap shows at once. */
export function useHandover(dispatchId: string | undefined) {
  const client = useQueryClient();
  const input = { dispatchId: dispatchId ?? "" };
  const query = useEndpoint(showHandoverEndpoint, input, { enabled: dispatchId !== undefined });
  const [picked, setPicked] = useState("");
  const targets = query.data?.targets ?? [];
  const open = targets.filter((target) => target.state === "handed-over");
  const current = targets.find((target) => target.deliveryId === picked) ?? open[0] ?? targets[0];

  const draw = (deliveryId: string, state: DeliveryState) =>
    client.setQueryData<Handover>(
      keyOf(showHandoverEndpoint, input),
      (before) => before && { ...before, targets: before.targets.map((one) => (one.deliveryId === deliveryId ? { ...one, state } : one)) },
    );
  const readAgain = async () => {
    const stale = [...taskReads, showHandoverEndpoint, listSendsEndpoint];
    await Promise.all(stale.map((one) => client.invalidateQueries({ queryKey: keyOf(one) })));
  };
  return {
    query,
    targets,
    open,
    current,
    pick: setPicked,
    /** Writes the outcome of one group down; answers whether it was kept. */
    confirm: async (target: HandoverTarget, outcome: "sent" | "failed", reason = ""): Promise<boolean> => {
      draw(target.deliveryId, outcome);
      setPicked("");
      try {
        await callEndpoint(confirmDeliveryEndpoint, { deliveryId: target.deliveryId, outcome, reason });
        return true;
      } catch (error) {
        errorToast(error);
        return false;
      } finally {
        void readAgain();
      }
    },
    /** Keeps other words for one group; null goes back to the first ones. Answers whether it was kept. */
    reword: async (target: HandoverTarget, text: string | null): Promise<boolean> => {
      try {
        await callEndpoint(rewordDeliveryEndpoint, { deliveryId: target.deliveryId, text });
        await client.invalidateQueries({ queryKey: keyOf(showHandoverEndpoint) });
        return true;
      } catch (error) {
        errorToast(error);
        return false;
      }
    },
    unconfirm: async (target: HandoverTarget): Promise<void> => {
      await callEndpoint(unconfirmDeliveryEndpoint, { deliveryId: target.deliveryId });
      setPicked(target.deliveryId);
      await readAgain();
    },
    readAgain,
  };
}

export type HandoverWork = ReturnType<typeof useHandover>;
