import { makeLoginPasswordLink } from "../modules/brands/index.ts";
import { StartFailure } from "../server/postgres.ts";
import type { Command } from "./index.ts";
import { openGround, say } from "./ground.ts";

const USAGE = "npm run password -- <phone number or e-mail>";

/** Prints a link by which a person sets a new password, once, within a day; for who works in two brands and for a lost last owner. */
export const passwordCommand: Command = {
  options: {},
  run: async (_values, [login]) => {
    if (!login) throw new StartFailure("password.usage", "Say whose password.", USAGE);
    const ground = await openGround({ poolSize: 2 });
    try {
      const { config, runtime } = ground;
      const { identity, platform } = runtime;
      const enter: Parameters<typeof makeLoginPasswordLink>[0]["enter"] = (brandId, actor) => runtime.enter(brandId, actor, "terminal");
      const made = await makeLoginPasswordLink({ identity, platform, enter, now: runtime.now() }, login);
      if (!made) throw new StartFailure("password.nobody", `Nobody signs in as ${login}.`, USAGE);
      const origin = config.publicUrl ?? `http://localhost:${config.port}`;
      say(`Good once, until ${made.expiresAt}:  ${origin}/new-password?token=${encodeURIComponent(made.token)}`);
    } finally {
      await ground.close();
    }
  },
};
