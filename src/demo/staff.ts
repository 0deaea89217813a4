import { addOrgUnit, addStaff, changeBrandSettings, findStaffActor, type Role } from "../modules/brands/index.ts";
import type { Actor } from "../server/context.ts";
import { districts } from "./places.ts";
import type { Stage } from "./stage.ts";

/** Signs in with the link printed at start. */
export const OWNER_LOGIN = "hesui@example.cn";

export interface Company {
  owner: Actor;
  editor: Actor;
  /** By district. */
  districtIds: string[];
  /** Operators by district: two share a city. */
  operatorOf: (districtIndex: number, groupIndex: number) => string;
  deputyOf: (districtIndex: number) => string;
  nameOf: (staffId: string) => string;
}

interface Person {
  name: string;
  login: string;
  roles: Role[];
  orgId: string;
}

async function hire(stage: Stage, person: Person): Promise<Actor> {
  const userId = await stage.runtime.identity.createUser({ login: person.login, name: person.name, password: crypto.randomUUID() });
  await addStaff(stage.system(), { userId, name: person.name, orgId: person.orgId, roles: person.roles });
  const actor = await findStaffActor(stage.system(), userId);
  if (!actor) throw new Error(`${person.name} was not hired`);
  return actor;
}

const operators = ["周禾", "程小麦", "陆青", "宋知秋", "顾晚", "江南星"];

/** The org tree, the colleagues, the brand's choices. */
export async function hireCompany(stage: Stage, headquartersId: string): Promise<Company> {
  const owner = await hire(stage, { name: "何穗", login: OWNER_LOGIN, roles: ["owner"], orgId: headquartersId });
  const cityIds = new Map<string, string>();
  const districtIds: string[] = [];
  for (const { city, district } of districts) {
    const cityId = cityIds.get(city) ?? (await addOrgUnit(stage.as(owner), { parentId: headquartersId, name: city })).id;
    cityIds.set(city, cityId);
    districtIds.push((await addOrgUnit(stage.as(owner), { parentId: cityId, name: district })).id);
  }
  const cities = [...cityIds.values()];
  const staffed: Actor[] = [];
  for (const [i, name] of operators.entries()) {
    staffed.push(
      await hire(stage, {
        name,
        login: `operator${i + 1}@example.cn`,
        roles: ["operator"],
        orgId: cities[Math.floor(i / 2)] ?? headquartersId,
      }),
    );
  }
  const editor = await hire(stage, { name: "林岚", login: "editor@example.cn", roles: ["editor"], orgId: headquartersId });
  await hire(stage, { name: "沈一诺", login: "analyst@example.cn", roles: ["analyst"], orgId: headquartersId });
  await hire(stage, { name: "郑若曦", login: "sales@example.cn", roles: ["sales"], orgId: cities[0] ?? headquartersId });
  await changeBrandSettings(stage.as(owner), {
    phoneColor: "#cf4a1c",
    quietFromMinute: 22 * 60 + 30,
    quietToMinute: 7 * 60,
    privacyContact: "privacy@example.cn",
  });
  const operatorAt = (districtIndex: number, place: number) => staffed[Math.floor(districtIndex / 4) * 2 + place]?.id ?? owner.id;
  return {
    owner,
    editor,
    districtIds,
    operatorOf: (districtIndex, groupIndex) => operatorAt(districtIndex, groupIndex % 2),
    deputyOf: (districtIndex) => operatorAt(districtIndex, 1),
    nameOf: (staffId) => operators[staffed.findIndex((one) => one.id === staffId)] ?? owner.name,
  };
}
