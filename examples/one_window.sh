#!/usr/bin/env bash
# One window for all benefits: everything that is decided about one family in July 2020, as one
# letter in Chinese and one in English. 一门受理：一家人一个月的各项决定，中英文各一封信。
#     bash examples/one_window.sh [zh|en]        both when left out
set -eu
cd "$(dirname "$0")/.."
doudi=${DOUDI_PROGRAM:-build/quickstart/src/cli/doudi}
[ -x "$doudi" ] || { echo "== building, as examples/quickstart.sh does" >&2; bash examples/quickstart.sh >&2; }

letter() {
    "$doudi" explain rules/chengxiang --on 2020-07 --input examples/one_window.ndjson \
        --record CX-0005 --letter --lang "$1"
}

in_chinese() {
    cat <<'TEXT'
一家五口，虚构：A 父亲，6 月起失业，领失业保险金；B 母亲，重病；C 小学生；D 祖母，肢体二级残疾；
E 女儿，高中生。家庭已脱贫。住房面积还没有写明。

TEXT
    letter zh
}

in_english() {
    cat <<'TEXT'
A family of five, made up: A the father, out of work since June and on unemployment insurance;
B the mother, seriously ill; C a pupil; D the grandmother, physically disabled, grade 2; E a
daughter in senior high school. The family has escaped poverty. Its floor area is not stated yet.

TEXT
    letter en
}

case ${1:-both} in
    zh) in_chinese ;;
    en) in_english ;;
    both) in_chinese; printf '\n%s\n\n' "$(printf -- '-%.0s' {1..96})"; in_english ;;
    *) sed -n 2,4p "$0" >&2; exit 2 ;;
esac
