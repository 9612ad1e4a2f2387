"""Status codes in Chinese and Japanese sentences, and numbers there that are none."""

import pytest

from bot.services.extract import find_codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("升级之后接口一直报 502，重启也没用，内存 500Mi", [502]),
        ("客户端访问报502，重启就好了", [502]),
        ("以前能正常调用的 api 现在返回401", [401]),
        ("控制台显示请求 502 错误，worker 一直在重启", [502]),
        ("状态码为404，应该为200", [404, 200]),
        ("爬到 100 页以上就 404 了，只能访问前 500 页的数据", [404]),
        ("トークンを更新した直後だけ403が返ってきます。500ミリ秒待つと200になります", [403, 200]),
        ("投稿が存在しないとき404、形式が違うとき500を返すようになった", [404, 500]),
        ("画像のアップロードで413が出ます。サイズは500KBです", [413]),
        ("例外を投げても500になっていたのを直した。権限なしも403でハンドリングする", [500, 403]),
        ("ステータスコード404で返しているのに200扱いになる", [404, 200]),
    ],
)
def test_an_answer_is_found(text: str, found: list[int]) -> None:
    assert [each.code for each in find_codes(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "API只能读取前500页的数据，试试读取501页",
        "请问最多 500 行一组么？代码在第 402 行",
        "返回 500 条记录需要 302 秒",
        "端口 502 被占用，请改成 503 端口",
        "编号 404 的订单还没发货，请到 503 会议室",
        "500件のデータを登録するのに302ミリ秒かかりました",
        "会議室は404号室、定員200名です",
        "ポート502を開けてください",
        "ビルド番号が 404 から 503 に変わりました",
        "価格は500円から302円に下がりました",
    ],
)
def test_a_count_or_a_label_is_no_code(text: str) -> None:
    assert find_codes(text) == []
