"""Chinese and Japanese words beside a number: lists of patterns, as in words_for.py."""

from typing import Final

# Words before a number that call it a status, or say that something answers with it.
NAMES: Final = r"""
    返回(?:的是|了)? 回传 回傳 响应 響應 报 報 报错 報錯 出现 出現 遇到 收到 抛出 触发 ステータス
    コード レスポンス (?:状态|狀態|响应|错误)码?(?:返回|设置|改|变)?(?:成|为|是|仍是|还是)? http
    status code error
"""
# Words before a number that perhaps say the same as NAMES. They count only in a text about HTTP, or
# before an error code that doesn't end in 00, such as 502.
LIKELY: Final = r"""
    直接 都是 全是 就是 还是 变成 变为 就 是 为 一直 偶尔 经常 提示 显示 顯示 得到 会 或 和 非
    では だと とき 時は? 場合は? なら
"""
# The same two lists for words after a number.
EVENTS: Final = r"""
    错误 錯誤 报错 异常 状态码 狀態碼 エラー [がをで]?返 が発生
    で(?:失敗|落ち|弾かれ|タイムアウト|ハンドリング) レスポンス ステータス
"""
LIKELY_EVENTS: Final = r"""
    了[，。,.!！?？\s] が[出来] [にと]な[るりっ] でし?[たす] 扱い のまま の?(?:とき|場合|時)
    [页頁]面 ページ(?!目|数|分) を受け 响应
"""
# Words before a number that say that the number is no code, but something else, such as a port.
LABELS: Final = r"""
    端口 編號 编号 番号 房间 楼层 价格 單價 温度 湿度 密码 编译 版本 长度 数量 第 共 约 約 总共
    最多 最大 最小 至少 ポート バージョン ビルド 価格 在庫 体重 全 合計 サイズ 幅 高さ 行
"""
# Words after a number for its unit, or for what it counts.
UNITS: Final = r"""
    个 個 条 條 次 元 块 秒 毫秒 分(?!割) 小时 时间 行 人 万 萬 千 天 页(?!面) 米 层 楼 号 號 台
    兆 张 張 字 名 岁 度 点 多 家 款 份 倍 本 年 月 日 期 周 路 室 件 円 ミリ 回 番
    ページ(?:目|数|分) 時 枚 階 歳 位 文字 バイト メートル キロ 冊 つ 以上 以下 未満 未满 左右
"""
# If one of these words is anywhere in a text, it shows that the text is about HTTP.
HTTP: Final = """
    接口 服务器 伺服器 请求 請求 响应 网关 登录 登錄 访问 页面 頁面 浏览器 域名 证书 报错 上传
    部署 限流 サーバ リクエスト レスポンス ログイン エラー ブラウザ トークン アップロード
    ステータス エンドポイント デプロイ 画面 権限 认证 認証 ハンドリング
"""
