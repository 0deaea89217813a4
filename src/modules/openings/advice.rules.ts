import type { Language } from "../../lib/language.ts";
import type { Step } from "../flows/spec.contract.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { MetricKey } from "../insight/metrics.contract.ts";
import type { Thresholds } from "../insight/thresholds.contract.ts";
import { checkFit, type FitVerdict } from "./fit.rules.ts";
import { standardSteps } from "./flow-steps.rules.ts";
import { focusMetrics, marksOf } from "./focus.rules.ts";
import type { Combination, LineAnswers } from "./openings.contract.ts";
import { decideType, type TypeVerdict } from "./type.rules.ts";

export interface LineAdvice {
  verdict: TypeVerdict;
  fit: FitVerdict;
  marks: Thresholds;
  /** Whether they are others than those of the type. */
  isLifted: boolean;
  metrics: MetricKey[];
  steps: Step[];
  /** Of all steps together. */
  timesAWeek: number;
}

/** Of the brand: the language its customers read, and the marks in force of each type. */
export interface AdviceGround {
  language: Language;
  marks: Record<CommercialType, Thresholds>;
}

/** All that a line's answers come to: shown before it is applied, and written when it is. */
export function adviseLine(
  { answers, combinations }: { answers: LineAnswers; combinations: readonly Combination[] },
  { language, marks }: AdviceGround,
): LineAdvice {
  const verdict = decideType(answers);
  const fit = checkFit(answers);
  const steps = standardSteps(verdict.type, combinations, fit.way, language);
  return {
    verdict,
    fit,
    marks: marksOf(combinations, marks[verdict.type]),
    isLifted: combinations.length > 0,
    metrics: focusMetrics(verdict.type, combinations),
    steps,
    timesAWeek: steps.reduce((sum, step) => sum + step.slots.length, 0),
  };
}
