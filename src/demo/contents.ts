import type { Direction } from "../modules/contents/index.ts";

export interface ContentPlan {
  key: string;
  folder: string;
  name: string;
  direction: Direction;
  text: string;
  /** Drawings in `pictures/`. */
  pictures?: readonly string[];
  link?: { title: string; summary: string; url: string };
  /** What became of it in the editors' hands. */
  state?: "draft" | "pending" | "retired";
}

export const folders: readonly string[] = ["早安与打卡", "到货与推荐", "秒杀与优惠", "挑选与吃法", "品牌与产地", "群务"];

export const contents: readonly ContentPlan[] = [
  {
    key: "morning",
    folder: "早安与打卡",
    name: "早打卡·天气提醒",
    direction: "engage",
    text: "{群名}的邻居们，早上好。今天早晚凉，出门多带一件。\n回一个数字报到：1 在家，2 上班路上，3 已经在店里。",
  },
  {
    key: "morning-weekend",
    folder: "早安与打卡",
    name: "周末早安",
    direction: "engage",
    text: "周末早。店里 8 点开门，今天的果切是现做的。\n你家早餐配的是什么水果？发张照片看看。",
    pictures: ["cup"],
  },
  {
    key: "idiom",
    folder: "早安与打卡",
    name: "成语接龙",
    direction: "engage",
    text: "三点困了，来接龙。我先开头：瓜熟蒂落。接得上的往下接，{群名}看看能接多少个。",
  },
  {
    key: "arrival",
    folder: "到货与推荐",
    name: "今日到货·砂糖橘",
    direction: "convert",
    text: "今天到的砂糖橘，皮薄好剥，一口一个。5 斤装 ¥29.90，下午四点起自提。\n要的回「橘子+份数」，{群主}帮你留。",
    pictures: ["mandarin"],
  },
  {
    key: "arrival-kiwi",
    folder: "到货与推荐",
    name: "今日到货·红心猕猴桃",
    direction: "convert",
    text: "红心猕猴桃到了 40 箱，一箱 12 枚，¥39.90。偏硬的放两天，捏着发软就能吃。",
    pictures: ["kiwi"],
  },
  {
    key: "arrival-berry",
    folder: "到货与推荐",
    name: "今日到货·丹东草莓",
    direction: "convert",
    text: "第一批丹东草莓，两盒 ¥45.80。草莓怕压，建议当天取当天吃，下午五点前都在店里。",
    pictures: ["strawberry"],
  },
  {
    key: "pick",
    folder: "到货与推荐",
    name: "每日好物·产地脐橙",
    direction: "convert",
    text: "店里师傅今天推荐脐橙：蒂头小、分量沉的更甜。5 斤装 ¥27.90，平时 ¥29.90。",
    pictures: ["orange"],
    link: { title: "今天的脐橙怎么挑", summary: "看蒂头、掂分量、闻果香，三步挑到甜的。", url: "https://example.com/orange" },
  },
  {
    key: "pick-apple",
    folder: "到货与推荐",
    name: "每日好物·烟台红富士",
    direction: "convert",
    text: "烟台红富士，脆甜。5 斤装 ¥36.80，想要小一点的给孩子带去学校，备注「小果」。",
    pictures: ["apple"],
  },
  {
    key: "evening",
    folder: "到货与推荐",
    name: "晚市到货",
    direction: "convert",
    text: "晚市到货：蜜柚、柿子、苹果都在。下班顺路来取，{城市}门店开到晚上八点半。",
    pictures: ["three"],
  },
  {
    key: "flash",
    folder: "秒杀与优惠",
    name: "秒杀预告·车厘子",
    direction: "convert",
    text: "明天中午 12 点，车厘子 2 斤装 ¥79.90，限 60 份，一户两份。先定个闹钟。",
    pictures: ["cherry"],
  },
  {
    key: "flash-now",
    folder: "秒杀与优惠",
    name: "午间秒杀开抢",
    direction: "convert",
    text: "开抢了：车厘子 2 斤装 ¥79.90。回「车厘子+份数」，先到先得，售完为止。",
    pictures: ["cherry"],
  },
  {
    key: "coupon",
    folder: "秒杀与优惠",
    name: "满 39 减 8 到期提醒",
    direction: "convert",
    text: "手里有满 39 减 8 券的朋友，券今晚 24:00 到期。不用特地来，下单自提就能用。",
  },
  {
    key: "basket",
    folder: "秒杀与优惠",
    name: "周末囤货清单",
    direction: "convert",
    text: "周末囤货清单：苹果 5 斤、脐橙 5 斤、蜜柚 2 个，一起 ¥79.90，比分开买少 ¥4.70。",
    pictures: ["box"],
  },
  {
    key: "three-tips",
    folder: "挑选与吃法",
    name: "小雪前后，三样当季水果怎么挑",
    direction: "engage",
    text: "柚子看脐，柿子看蒂，苹果闻香。门店师傅的三句话，存着慢慢用。",
    pictures: ["three"],
    link: {
      title: "小雪前后，三样当季水果怎么挑",
      summary: "柚子看脐、柿子看蒂、苹果闻香，门店师傅的三句话。",
      url: "https://example.com/three",
    },
  },
  {
    key: "kiwi-soft",
    folder: "挑选与吃法",
    name: "猕猴桃催熟小办法",
    direction: "engage",
    text: "猕猴桃太硬？和苹果一起装进袋子，室温放两天就软了。谁还有别的办法，说来听听。",
    pictures: ["kiwi"],
  },
  {
    key: "pear",
    folder: "挑选与吃法",
    name: "冰糖雪梨三种炖法",
    direction: "engage",
    text: "天干，炖梨吧：隔水蒸、加红枣、加一小块陈皮。你家是哪一种？",
  },
  {
    key: "persimmon",
    folder: "挑选与吃法",
    name: "柿子怎么存",
    direction: "engage",
    text: "柿子软了别囤，硬的倒扣放阴凉处，能放一周。空腹别多吃，孩子一次半个就好。",
    pictures: ["persimmon"],
  },
  {
    key: "freeze",
    folder: "挑选与吃法",
    name: "蓝莓冷冻指南",
    direction: "engage",
    text: "蓝莓吃不完，洗净擦干平铺冻一夜，再装袋。拌酸奶直接吃，不用化冻。",
    pictures: ["blueberry"],
  },
  {
    key: "grape",
    folder: "品牌与产地",
    name: "产地日记·阳光玫瑰",
    direction: "brand",
    text: "今天的阳光玫瑰从棚里到店里用了 31 个小时。摘的时候糖度 18，我们只收 17 以上的。",
    pictures: ["grape"],
  },
  {
    key: "farmer",
    folder: "品牌与产地",
    name: "果园老周的一天",
    direction: "brand",
    text: "老周种橙子二十六年，今年雨水少，果子小一圈，但更甜。周五晚八点，我们去他的园子里直播。",
    pictures: ["orange"],
  },
  {
    key: "promise",
    folder: "品牌与产地",
    name: "坏果包赔怎么赔",
    direction: "brand",
    text: "坏一个赔一个：拍照发群里，24 小时内退到原路。不用解释，也不用把果子带来。",
  },
  {
    key: "service",
    folder: "群务",
    name: "晚答疑",
    direction: "engage",
    text: "今天关于水果、自提、退款的问题，都发在这里，{群主}九点前逐条回。",
  },
  {
    key: "rules",
    folder: "群务",
    name: "群里三条规矩",
    direction: "brand",
    text: "三条规矩：不发广告和二维码；品质问题带照片说；不打听别人的电话和住址。谢谢大家。",
  },
  { key: "report", folder: "群务", name: "日结战报", direction: "brand", text: "{群名}今天的收成：谢谢大家的照片和建议。明早八点见。" },
  {
    key: "newyear",
    folder: "秒杀与优惠",
    name: "年货果篮预订（草稿）",
    direction: "convert",
    text: "年货果篮开始预订，三档价格，腊月二十前送到家门口。",
    pictures: ["box"],
    state: "draft",
  },
  {
    key: "live",
    folder: "品牌与产地",
    name: "产地直播预告",
    direction: "brand",
    text: "周五 20:00，果园连线 45 分钟：看采摘、问老周、抽 10 位邻居寄样果。",
    pictures: ["orange"],
    state: "pending",
  },
  {
    key: "watermelon",
    folder: "到货与推荐",
    name: "夏季西瓜专场",
    direction: "convert",
    text: "沙瓤西瓜按个卖，切开不甜当场换。",
    state: "retired",
  },
];
