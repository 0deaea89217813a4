import { startWecom } from "./start.ts";
import { furnish } from "./furnish.ts";

/** `npm run wecom`: a corp of one's own on this machine. */

const port = Number(process.env.WECOM_PORT ?? 7310);
const host = process.env.WECOM_HOST ?? "127.0.0.1";
const { WECOM_SNAPSHOT: snapshot } = process.env;

const { url, corpId, world, driver, close } = await startWecom({ port, host, ...(snapshot ? { snapshot } : {}) }).catch(
  (error: unknown) => {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    console.error(isTaken ? `Port ${port} is taken. Choose another: WECOM_PORT=7312 npm run wecom` : error);
    process.exit(1);
  },
);
if (world.state.users.size === 0) await furnish(driver);

console.log(`WeCom simulator  ${url}/phone`);
console.log(`  API 地址        ${url}`);
console.log(`  企业 ID         ${corpId}`);
for (const app of world.state.apps.values()) console.log(`  应用 ${app.name}  AgentId ${app.agentId}  Secret ${app.secret}`);
console.log(
  `  回调            Token ${world.suggested.token}  EncodingAESKey ${world.suggested.aesKey}  (save the address under /phone → 后台)`,
);
console.log(`  群机器人        ${url}/cgi-bin/webhook/send?key=${[...world.state.robots.keys()][0] ?? ""}`);
if (snapshot) console.log(`  快照            ${snapshot}`);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => {
    void close().then(() => process.exit(0));
  });
