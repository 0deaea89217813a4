import { ensureDemo, findDemoPaths } from "../demo/index.ts";
import type { Command } from "./index.ts";
import { openGround, say } from "./ground.ts";

/** Makes the demo brand in an empty product and ends. */
export const demoCommand: Command = {
  /** Beside: for the server that waits, which says the addresses itself. */
  options: { beside: { type: "boolean" } },
  run: async (values) => {
    const ground = await openGround({ isRemakeable: true });
    try {
      const made = await ensureDemo(ground.runtime, say);
      if (values.beside) return;
      const paths = await findDemoPaths(ground.runtime);
      say(
        made
          ? `Done. Start with npm start, then open ${paths?.signIn ?? "/"}`
          : "There is a brand already; the demo brand is made only in an empty product.",
      );
    } finally {
      await ground.close();
    }
  },
};
