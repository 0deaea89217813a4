import { whole } from "../../../bench/report.ts";
import type { TestBrand } from "../brand-on.ts";
import { runCrew } from "./crew.ts";
import { type Findings, lackOf, notZero, untilHit } from "./findings.ts";
import { flowDooms, killFlows, openFlowStage } from "./flow-kill.ts";
import { phases } from "./kill-run.ts";
import { closeWecomStage, killWecom, openWecomStage } from "./wecom-kill.ts";
import { ingestDooms, killIngest, openIngestStage } from "./ingest-kill.ts";

const dosed = (hits: number, rounds: number) => `${hits} deaths in ${rounds} rounds`;

/** Processes that hear and that add up, each killed at each phase, alone and with another at the same work. */
export async function killHearers(findings: Findings, test: TestBrand, wished: number): Promise<void> {
  const stage = await openIngestStage(test);
  for (const workers of [1, 2]) {
    for (const phase of Object.keys(ingestDooms)) {
      const { hits, tallies } = await untilHit(wished, () => killIngest(stage, phase, workers));
      const sum = (key: "messages" | "missing" | "double" | "broken" | "otherSums") => tallies.reduce((all, one) => all + one[key], 0);
      findings.add({
        fault: `kill -9 of a process that takes messages in, ${phase}, ${workers} at work`,
        dose: dosed(hits, tallies.length),
        came: `${whole(sum("messages"))} messages, each there once and counted once when the source sends again`,
        faults: [
          ...notZero({ missing: sum("missing"), double: sum("double"), "broken numbers": sum("broken"), "other sums": sum("otherSums") }),
          ...lackOf(hits, wished),
        ],
      });
    }
  }
}

/** Processes that carry out an SOP, killed in the same way. */
export async function killAdvancers(findings: Findings, test: TestBrand, wished: number): Promise<void> {
  const stage = await openFlowStage(test);
  for (const workers of [1, 2]) {
    for (const phase of Object.keys(flowDooms)) {
      const { hits, tallies } = await untilHit(wished, () => killFlows(stage, phase, workers));
      findings.judge(
        `kill -9 of a process that carries out an SOP, ${phase}, ${workers} at work`,
        dosed(hits, tallies.length),
        tallies,
        lackOf(hits, wished),
      );
    }
  }
}

/** Senders over a platform's line, against a simulated WeCom: a task of the platform's for each group, once. */
export async function killWecomSenders(findings: Findings, test: TestBrand, wished: number): Promise<void> {
  const stage = await openWecomStage(test, 2);
  try {
    for (const workers of [1, 2]) {
      for (const phase of phases) {
        const { hits, tallies } = await untilHit(wished, () => killWecom(stage, phase, workers));
        findings.judge(
          `kill -9 of a sender to WeCom, ${phase}, ${workers} at work`,
          dosed(hits, tallies.length),
          tallies,
          lackOf(hits, wished),
        );
      }
    }
  } finally {
    await closeWecomStage(stage);
  }
}

/** Connections of one worker: the most its pool holds. */
const POOL = 6;

export async function raceCrew(findings: Findings, test: TestBrand, workers: number): Promise<void> {
  const tally = await runCrew(test, workers, 3);
  findings.add({
    fault: `${workers} \`work\` processes at once`,
    dose: `sends, SOP steps and ${whole(tally.messages)} messages, each batch told twice at the same time`,
    came: `${whole(tally.deliveries)} deliveries, each sent once; at most ${tally.connections} connections; all stopped ${(tally.stopMs / 1000).toFixed(1)} s after SIGTERM`,
    faults: [
      ...notZero({ wrong: tally.wrong, "wrong messages": tally.wrongTalk }),
      ...tally.errors.slice(0, 5),
      ...(tally.connections > workers * POOL ? [`more than ${workers * POOL} connections`] : []),
      ...(tally.stopMs < 0 || tally.stopMs > 15_000 ? ["did not stop in order"] : []),
    ],
  });
}
