#include "support/trace_sample.hpp"

#include <doudi/explain.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <string>

using namespace doudi;
using namespace doudi::test;

namespace {

std::string text_of(const Household& household, Language language) {
    const Sample sample = test::sample();
    const Population population = population_of(sample.book, household);
    return to_text(explain(sample.book, population, {.row = 0, .decision = "dibao"}), language);
}

} // namespace

TEST_CASE("a grant is told from its reasons down to each number, in Chinese", "[text]") {
    CHECK(text_of({{100000, 0, 13770}, {1, 0, 0}, 500000}, Language::zh) ==
          R"(最低生活保障
家庭 H1，2020年7月1日
结果：整户保
金额：1,043.00 元/月

理由
  - 符合“整户保”：
    - 财产认定为“符合”，因为：
      - 家庭财产 5,000.00 元，不超过财产上限 20,000.00 元，差 15,000.00 元
      - 有车：否
    - 家庭月收入 937.70 元，低于全家标准 1,980.00 元，差 1,042.30 元
    依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）

列示
  - 人均收入：312.57 元/月/人

计算过程
  1. 必要就业成本
     a：200.00 元/月
       算法：就业成本比例 20% × 工资 1,000.00 元 = 200.00 元
       上限：低保标准 660.00 元，没有超过
     b、c：0.00 元/月
       不计，因为：就业：否
     假定：比例和上限是假定的
  2. 计入收入
     a：800.00 元/月
       算法：工资 1,000.00 元 − 必要就业成本 200.00 元 = 800.00 元
     b：0.00 元/月
       算法：工资 0.00 元 − 必要就业成本 0.00 元 = 0.00 元
     c：137.70 元/月
       算法：工资 137.70 元 − 必要就业成本 0.00 元 = 137.70 元
  3. 家庭月收入：937.70 元/月
       算法：计入收入合计 937.70 元（a 800.00 元、b 0.00 元、c 137.70 元）
     依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）
  4. 全家标准：1,980.00 元/月
       算法：低保标准 660.00 元 × 3 人 = 1,980.00 元
  5. 人均收入（只供列示）：312.57 元/月/人
       算法：家庭月收入 937.70 元 ÷ 3 人 = 312.566666… 元，四舍五入到分，得 312.57 元
  6. 财产认定：“符合”
       其他各行都不成立，按最后一行：
         - 家庭财产 5,000.00 元，不超过财产上限 20,000.00 元，差 15,000.00 元
         - 有车：否
  7. 金额：1,043.00 元/月
       算法：全家标准 1,980.00 元 − 家庭月收入 937.70 元 = 1,042.30 元，向上取整到元，得 1,043.00 元

用到的数据
  - 家庭：家庭财产 5,000.00 元；有车：否
  - a：就业：是；工资 1,000.00 元/月
  - b：就业：否；工资 0.00 元/月
  - c：就业：否；工资 137.70 元/月

用到的标准和参数
  - 低保标准：660.00 元/月/人，自2020年1月1日起
    依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）
  - 就业成本比例：20%，自2018年1月1日起
    假定：通知没有数值
  - 财产上限：20,000.00 元，自2018年1月1日起
    假定：没有数值
)");
}

TEST_CASE("a refusal is told with what failed and by how much, in English", "[text]") {
    CHECK(text_of({{500000, 0}, {1, 0}, 500000, 1}, Language::en) ==
          R"(minimum living guarantee
household H1, 1 July 2020
outcome: not eligible
amount: 0.00 yuan a month

why
  - 'household cover' does not apply:
    - property test is 'fail', not 'pass', because owns a car: yes
    - household income 4,340.00 yuan is not below standard of the household 1,320.00 yuan, by 3,020.00 yuan
  - none of the above applies, so the outcome is 'not eligible'

shown
  - income per head: 2,170.00 yuan a month per member

how it was worked out
  1. cost of work
     a: 660.00 yuan a month
       worked out: rate of the cost of work 20% × wage 5,000.00 yuan = 1,000.00 yuan
       cap: minimum standard 660.00 yuan; 340.00 yuan is cut off
     b: 0.00 yuan a month
       does not count: employed: no
     assumed: rate and cap are assumed
  2. counted income
     a: 4,340.00 yuan a month
       worked out: wage 5,000.00 yuan − cost of work 660.00 yuan = 4,340.00 yuan
     b: 0.00 yuan a month
       worked out: wage 0.00 yuan − cost of work 0.00 yuan = 0.00 yuan
  3. household income: 4,340.00 yuan a month
       worked out: sum of counted income 4,340.00 yuan (a 4,340.00 yuan, b 0.00 yuan)
     source: work plan for basic livelihood (莆城政办〔2020〕21号), 二（一）
  4. standard of the household: 1,320.00 yuan a month
       worked out: minimum standard 660.00 yuan × number of members 2 = 1,320.00 yuan
  5. income per head (only shown): 2,170.00 yuan a month per member
       worked out: household income 4,340.00 yuan ÷ number of members 2 = 2,170.00 yuan, rounded to 0.01: 2,170.00 yuan
  6. property test: 'fail'
       row 2: owns a car: yes
  7. amount: 0.00 yuan a month

facts used
  - household: assets 5,000.00 yuan; owns a car: yes
  - a: employed: yes; wage 5,000.00 yuan a month
  - b: employed: no; wage 0.00 yuan a month

parameters used
  - minimum standard: 660.00 yuan a month per member, since 1 January 2020
    source: work plan for basic livelihood (莆城政办〔2020〕21号), 二（一）
  - rate of the cost of work: 20%, since 1 January 2018
    assumed: the notice gives no figure
  - limit on assets: 20,000.00 yuan, since 1 January 2018
    assumed: no figure
)");
}

TEST_CASE("an open decision is told with what is missing, in Chinese", "[text]") {
    CHECK(text_of({{-1, 0}, {1, 0}, 500000, -1}, Language::zh) ==
          R"(最低生活保障
家庭 H1，2020年7月1日
还不能确定，还缺 2 项数据：
  - 有车（owns_car）
  - a 的工资（members.a.wage）

理由
  - 是否符合“整户保”还不能判断：
    - 财产认定（缺），还不能判断是不是“符合”，因为有车（缺）
    - 家庭月收入（缺）和全家标准 1,320.00 元还不能比较
  - 如果以上都不符合，结果是“不符合条件”

列示
  - 人均收入：（缺）

计算过程
  1. 必要就业成本
     a：（缺）
       算法：就业成本比例 20% × 工资（缺）
     b：0.00 元/月
       不计，因为：就业：否
     假定：比例和上限是假定的
  2. 计入收入
     a：（缺）
       算法：工资（缺） − 必要就业成本（缺）
     b：0.00 元/月
       算法：工资 0.00 元 − 必要就业成本 0.00 元 = 0.00 元
  3. 家庭月收入：（缺）
       算法：计入收入合计（缺）（a（缺）、b 0.00 元）
     依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）
  4. 全家标准：1,320.00 元/月
       算法：低保标准 660.00 元 × 2 人 = 1,320.00 元
  5. 人均收入（只供列示）：（缺）
       算法：家庭月收入（缺） ÷ 2 人
  6. 财产认定：（缺）
       算法：取决于有车（缺）
  7. 金额：（缺）

用到的数据
  - 家庭：家庭财产 5,000.00 元；有车（缺）
  - a：就业：是；工资（缺）
  - b：就业：否；工资 0.00 元/月

用到的标准和参数
  - 低保标准：660.00 元/月/人，自2020年1月1日起
    依据：《保基本民生工作方案》（莆城政办〔2020〕21号）二（一）
  - 就业成本比例：20%，自2018年1月1日起
    假定：通知没有数值
  - 财产上限：20,000.00 元，自2018年1月1日起
    假定：没有数值
)");
}

TEST_CASE("a value that the record gives is told as such, in English", "[text]") {
    CHECK(text_of({{100000, 0}, {1, 0}, 500000, 0, 12345}, Language::en) ==
          R"(minimum living guarantee
household H1, 1 July 2020
outcome: household cover
amount: 1,197.00 yuan a month

why
  - 'household cover' applies:
    - property test is 'pass', because:
      - assets 5,000.00 yuan is not above limit on assets 20,000.00 yuan, by 15,000.00 yuan
      - owns a car: no
    - household income 123.45 yuan is below standard of the household 1,320.00 yuan, by 1,196.55 yuan
    source: work plan for basic livelihood (莆城政办〔2020〕21号), 二（一）

shown
  - income per head: 61.73 yuan a month per member

how it was worked out
  1. household income: 123.45 yuan a month
       given by the record, not worked out by the rule
  2. standard of the household: 1,320.00 yuan a month
       worked out: minimum standard 660.00 yuan × number of members 2 = 1,320.00 yuan
  3. income per head (only shown): 61.73 yuan a month per member
       worked out: household income 123.45 yuan ÷ number of members 2 = 61.725 yuan, rounded to 0.01: 61.73 yuan
  4. property test: 'pass'
       no other row holds, so the last one:
         - assets 5,000.00 yuan is not above limit on assets 20,000.00 yuan, by 15,000.00 yuan
         - owns a car: no
  5. amount: 1,197.00 yuan a month
       worked out: standard of the household 1,320.00 yuan − household income 123.45 yuan = 1,196.55 yuan, rounded up to 1: 1,197.00 yuan

facts used
  - household: household income 123.45 yuan a month (given); assets 5,000.00 yuan; owns a car: no

parameters used
  - minimum standard: 660.00 yuan a month per member, since 1 January 2020
    source: work plan for basic livelihood (莆城政办〔2020〕21号), 二（一）
  - limit on assets: 20,000.00 yuan, since 1 January 2018
    assumed: no figure
)");
}
