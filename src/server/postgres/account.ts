import { readFileSync, statSync } from "node:fs";
import { StartFailure } from "./failure.ts";

/** The system account the server runs as when we are root, whom PostgreSQL refuses. */
export interface Account {
  uid: number;
  gid: number;
}

/** Root's choice: whoever owns the data already, or `nobody`; initdb wants an account that has a name. */
export function serverAccount(owned: string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const named = namedAccounts();
  for (const path of owned) {
    const owner = ownerOf(path);
    const account = named.find((each) => each.uid === owner);
    if (account !== undefined && account.uid !== 0) return account;
  }
  const nobody = named.find((each) => each.name === "nobody") ?? named.find((each) => each.uid > 0);
  if (nobody !== undefined) return { uid: nobody.uid, gid: nobody.gid };
  throw new StartFailure(
    "postgres.no-account",
    "PostgreSQL does not run as root, and this machine has no other account.",
    "Start as another user, or set DATABASE_URL.",
  );
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

function namedAccounts(): (Account & { name: string })[] {
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  return accounts.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    const account = { name: name ?? "", uid: Number(uid), gid: Number(gid) };
    return line.startsWith("#") || !Number.isInteger(account.uid) || !Number.isInteger(account.gid) || line === "" ? [] : [account];
  });
}
