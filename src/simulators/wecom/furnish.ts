import type { Driver } from "./driver/index.ts";

/** A small tea brand to begin with: enough people to try everything on, few enough to know by name. */
export async function furnish(driver: Driver): Promise<void> {
  const { id: shops } = await driver.addDepartment({ name: "门店运营部" });
  const { id: service } = await driver.addDepartment({ name: "客户服务部" });
  const staff: [string, string, string, number][] = [
    ["linyue", "林悦", "社群主管", shops],
    ["chenyu", "陈屿", "门店店长", shops],
    ["zhouning", "周宁", "门店店长", shops],
    ["hemu", "何沐", "客服", service],
  ];
  for (const [userid, name, position, department] of staff) await driver.addStaff({ userid, name, position, departments: [department] });
  await driver.addTags({ groupName: "会员等级", names: ["青芽", "银毫", "金叶"] });
  await driver.addTags({ groupName: "喜好", names: ["白茶", "岩茶", "普洱"] });

  const names = ["阿青", "小满", "一杯清欢", "老纪", "南山客", "豆豆妈", "茶余", "Kiki", "王小二", "听雨", "山月", "半盏"];
  const customers: string[] = [];
  for (const name of names) customers.push((await driver.addCustomer({ name })).externalId);
  for (const [at, externalId] of customers.slice(0, 10).entries())
    await driver.addContact({ userid: staff[at % 3]?.[0] ?? "linyue", externalId });
  const known = (from: number) => customers.filter((_, at) => at < 9 && at % 3 === from);
  const { chatId } = await driver.createChat({
    name: "山岚白茶品鉴 1 群",
    owner: "linyue",
    notice: "每周三晚八点开汤，欢迎带杯。",
    memberIds: known(0),
  });
  await driver.createChat({ name: "城西店老友群", owner: "chenyu", memberIds: ["linyue", ...known(1)] });
  await driver.createChat({ name: "城东店新客群", owner: "zhouning", memberIds: known(2) });
  await driver.addRobot({ chatId });
}
