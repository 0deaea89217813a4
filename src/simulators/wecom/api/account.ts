import { Fault } from "../faults.ts";
import type { Apis } from "./ask.ts";

/** Tokens and what concerns every app. https://developer.work.weixin.qq.com/document/path/91039 */
export const accountApis: Apis = {
  gettoken: {
    method: "GET",
    isOpen: true,
    run: ({ world, query, ip }) => {
      if (!query.corpid) throw new Fault(41002);
      if (!query.corpsecret) throw new Fault(41004);
      if (world.tokens.isShutOut(ip)) throw new Fault(45009);
      if (query.corpid !== world.state.corpId) throw new Fault(40013);
      const app = [...world.state.apps.values()].find((one) => one.secret === query.corpsecret);
      if (!app) {
        world.tokens.wrongSecret(ip);
        throw new Fault(40001);
      }
      return world.tokens.give(app);
    },
  },
  getcallbackip: { method: "GET", run: () => ({ ip_list: ["127.0.0.1"] }) },
  get_api_domain_ip: { method: "GET", run: () => ({ ip_list: ["127.0.0.1"] }) },
};
