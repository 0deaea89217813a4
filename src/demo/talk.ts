import type { Dice } from "./random.ts";
import { fruits } from "./catalog.ts";

/** What neighbours of a fruit shop's group say; `{果}` is a fruit, `{数}` a small number, `{时}` a time. */
const lines: Record<"morning" | "question" | "praise" | "order" | "recipe" | "chat" | "answer" | "complain" | "short", readonly string[]> =
  {
    morning: [
      "早上好，今天降温多穿点",
      "早，昨天的{果}吃完了",
      "早安，孩子上学去了，歇会儿",
      "打卡，第{数}天",
      "早上好呀各位",
      "刚跑完步，来看看今天有什么",
      "早，今天太阳真好",
      "各位早，{果}还有吗",
    ],
    question: [
      "今天的{果}几点到？",
      "{果}还有货吗，想拿{数}份",
      "这个{果}甜不甜，老人能吃吗",
      "请问自提到几点？",
      "{果}冷藏能放几天？",
      "{果}是产地直发吗",
      "一份大概几个呀",
      "孕妇能吃{果}吗",
      "明天还有秒杀吗？",
      "{果}怎么挑？",
      "买{数}份能送到楼下不",
      "上次的券还能用吗？",
      "{果}什么时候再到一批？",
      "这周末有活动没？",
    ],
    praise: [
      "上周的{果}放到第三天，软得刚好，孩子一次吃两个",
      "{果}比超市的新鲜，而且便宜",
      "今天的{果}绝了，汁水特别多",
      "给爸妈也寄了一箱{果}，都说好吃",
      "收到了，包装很仔细，一个没坏",
      "{果}皮薄肉厚，好评",
      "店长推荐的{果}真不错",
      "一口气吃了{数}个，停不下来",
      "同事尝了都问我在哪买的",
      "{果}回购第{数}次了",
    ],
    order: [
      "{果}来{数}份",
      "我要{数}份{果}，{时}去拿",
      "接{数}份，谢谢",
      "已下单，{果}{数}份",
      "帮我留一份{果}",
      "+{数}",
      "拍好了，麻烦挑甜一点的",
      "我们单元四家一起拿，{果}共{数}份",
      "刚付款，{时}过来取",
      "同上，也来{数}份",
    ],
    recipe: [
      "{果}炖银耳，加两颗红枣，润得很",
      "蜜柚皮可以做柚子茶，别扔",
      "{果}切块冻一下，夏天当冰棍",
      "冰糖雪梨蒸{数}十分钟，咳嗽管用不管用不知道，反正好喝",
      "{果}配酸奶当早餐，孩子爱吃",
      "{果}榨汁别放糖，本来就够甜",
      "学会了，晚上试试{果}沙拉",
    ],
    chat: [
      "今天下班早，去接孩子顺路取货",
      "楼下修路，取货绕一下东门",
      "周末有人一起去河边吗",
      "我家猫也想吃{果}，闻了半天",
      "快递柜又满了",
      "这雨下得，{时}能小点不",
      "物业说明天停水，大家存点",
      "孩子说{果}比糖好吃，我就放心了",
      "哈哈哈哈",
      "谁家的电动车没关灯",
      "今天菜场{果}卖得可贵了，还是群里实惠",
      "马上过节了，大家备点水果",
      "这个群真热闹",
      "新来的，跟大家问好",
      "我在{时}左右到自提点",
      "明天考试，给孩子买点{果}",
      "有没有人知道附近哪里修手机",
      "中午吃啥呢",
      "刚拿到，回家拍照给大家看",
    ],
    answer: [
      "早上九点前下单，下午就能拿",
      "自提到晚上八点，东门那个水站旁边",
      "放冰箱能放五到七天",
      "挑沉的，蒂是绿的",
      "店里说明天还有一批",
      "我买过，甜的，放心",
      "一份大概八个左右",
      "可以的，{时}以前都在",
      "券在小程序里能看到，月底到期",
      "同问，等店长回复",
    ],
    complain: [
      "昨天的{果}压坏了两个，怎么赔？",
      "这次的{果}有点酸",
      "等了半小时还没人理我",
      "{果}怎么又涨价了",
      "说好{时}到，现在还没到",
      "少了一份，麻烦查一下",
    ],
    short: ["好", "收到", "谢谢", "嗯嗯", "来了", "赞", "ok", "👍", "多谢", "好的", "可以", "已拍", "1", "在", "哈哈"],
  };

type Mood = keyof typeof lines;
const moods: readonly Mood[] = ["morning", "question", "praise", "order", "recipe", "chat", "answer", "complain", "short"];

/** Which things are said at an hour of the day. */
function weightsAt(hour: number): number[] {
  const isMorning = hour < 9;
  const isNoon = hour >= 11 && hour < 14;
  return [isMorning ? 9 : 0, 5, 4, isNoon ? 7 : 4, 2, 8, 4, 0.8, 6];
}

/** One sentence of a neighbour. */
export function say(dice: Dice, hour: number): string {
  const mood = moods[dice.weighted(weightsAt(hour))] ?? "chat";
  return fill(dice, dice.pick(lines[mood]), hour);
}

export function fill(dice: Dice, line: string, hour: number): string {
  return line
    .replaceAll("{果}", () => dice.pick(fruits).name)
    .replaceAll("{数}", () => String(dice.int(1, 5)))
    .replaceAll("{时}", () => `${Math.min(21, hour + dice.int(1, 3))} 点`);
}

/** What the shop's colleague answers, and what one says who only pushes. */
export const hostAnswers: readonly string[] = [
  "在的，{果}{时}到店，到了喊大家",
  "好的，给您留了{数}份，报楼栋就能拿",
  "{果}冷藏能放五天，回家先别洗",
  "券在小程序“我的”里，月底前都能用",
  "坏的拍张照发我，今天就退",
  "自提到晚上八点半，东门水站旁边",
  "这批{果}甜度够，老人孩子都合适",
  "新来的朋友先看群规，想吃什么直接说",
  "{果}明天还有一批，要的先说一声",
  "可以送到楼下，满{数}份一起送",
];
export const hostPushes: readonly string[] = [
  "【限时】{果}今日特价，点小程序下单",
  "【爆款】{果}最后{数}0 份，手慢无",
  "【福利】满 39 减 8，今晚 24 点截止",
  "【上新】{果}已上架，速抢",
];
export const poster =
  "【年中大促全场长图】满 99 减 20、满 199 减 50、满 299 减 90，转发三个群再减 10，点开看完 36 款明细，今晚 24:00 截止，错过再等一年！";

/** Advertisements of strangers, in the group that drowns in them. */
export const adverts: readonly string[] = [
  "宽带安装低至 9.9，私我",
  "兼职日结三百，加我微信",
  "办证刻章",
  "全屋定制清仓，扫码看图",
  "刷单返利，稳赚",
  "代开发票，点头像",
];
export const haggling: readonly string[] = [
  "隔壁群便宜两块",
  "能不能再少点",
  "拼多多才卖十九块九",
  "不便宜我退群了",
  "每次都这么贵",
  "给个实在价",
];
