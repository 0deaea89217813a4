import { BlockList, isIP } from "node:net";

type Range = readonly [address: string, bits: number];

/** IPv4 that is not the open internet: IANA's special-purpose registry, multicast and what was never given out. */
const closedV4: readonly Range[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** The only IPv6 that is given out; what carries an IPv4 address (mapped, NAT64), local and multicast ranges lie outside of it. */
const openV6: Range = ["2000::", 3];
/** Inside of it: protocol assignments with Teredo and ORCHID, documentation, 6to4 with an IPv4 address inside, AS112. */
const closedV6: readonly Range[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

/** Where machines tell secrets to whoever asks from inside; closed even to those who may call their own network. */
const tellTales: readonly Range[] = [
  ["169.254.0.0", 16],
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
  ["100.100.100.200", 32],
];

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ranges) list.addSubnet(address, bits, address.includes(":") ? "ipv6" : "ipv4");
  return list;
}

const closed4 = listOf(closedV4);
const open6 = listOf([openV6]);
const closed6 = listOf(closedV6);
const secret = listOf(tellTales);

/** Where an IPv4 address stands in an IPv6 one: behind which beginning, and from which of the eight groups on. */
const carriers: readonly (readonly [beginning: RegExp, at: number])[] = [
  // Mapped, and as it was written before that.
  [/^(?:0:){5}(?:ffff|0):/, 6],
  // NAT64 by its well-known prefix and the one for own networks.
  [/^64:ff9b:(?:0:){4}/, 6],
  [/^64:ff9b:1:/, 6],
  // 6to4.
  [/^2002:/, 1],
];

/** The eight groups of an IPv6 address, without zeros in front. */
function groupsOf(address: string): string {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = short.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = short.includes("::") ? Array.from({ length: 8 - head.length - tail.length }, () => "0") : [];
  return [...head, ...zeros, ...tail].join(":");
}

/** Without the brackets of an address line and the zone of a local address. */
const bareOf = (address: string) => address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");

/** An IPv4 address inside of an IPv6 one (`::ffff:10.0.0.1`, `64:ff9b::a00:1`, `2002:a00:1::`) as itself. */
function unwrapped(address: string): string {
  const bare = bareOf(address);
  if (isIP(bare) !== 6) return bare;
  const groups = groupsOf(bare);
  const at = carriers.find(([beginning]) => beginning.test(groups))?.[1];
  if (at === undefined) return bare;
  const [high = 0, low = 0] = groups
    .split(":")
    .slice(at, at + 2)
    .map((group) => Number.parseInt(group, 16));
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** True for an address of the open internet; false for every private, reserved or disguised one and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const bare = bareOf(address);
  if (isIP(bare) === 4) return !closed4.check(bare, "ipv4");
  return isIP(bare) === 6 && open6.check(bare, "ipv6") && !closed6.check(bare, "ipv6");
}

/** True for addresses at which clouds hand out credentials, however they are written. */
export function isTellTale(address: string): boolean {
  const bare = unwrapped(address);
  return isIP(bare) !== 0 && secret.check(bare, isIP(bare) === 4 ? "ipv4" : "ipv6");
}
