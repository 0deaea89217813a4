import type { TFunction } from "i18next";
import { connections } from "../../../web/i18n/zh-CN/connections.ts";
import type { CheckStep } from "../connections.contract.ts";

type Fault = keyof typeof connections.check.faults;

const isFault = (fault: string): fault is Fault => fault in connections.check.faults;
const faultOf = (step: CheckStep): Fault => (step.fault !== null && isFault(step.fault) ? step.fault : "other");

/** What is wrong, in a sentence. */
export const faultText = (t: TFunction<"connections">, step: CheckStep): string =>
  t(`check.faults.${faultOf(step)}`, { ip: String(step.found.ip ?? ""), errcode: step.errcode ?? "" });

/** Where it is changed. */
export const fixText = (t: TFunction<"connections">, step: CheckStep): string => t(`check.fixes.${faultOf(step)}`);
