连接 0   10.44.0.1:56928 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.3 秒   23 个包
由客户端发起，正常关闭：状态码 1000。双方都发送了 Close 帧。作为客户端的浏览器会报告状态码 1000，
wasClean=true。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               1 291 609 240 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000111  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 4 155 256 996 开始编号，显示为 0。TCP 由两个方向各
                                               一条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000132  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.13 毫秒。

HTTP 请求升级为 WebSocket
    4   0.000886  →  GET /                     一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 54bvPUy9bEoBtheswELyUA==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.000932  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.003182  ←  101 Switching Protocols   服务器证明自己理解了请求。密钥 + 固定 GUID =
                                               54bvPUy9bEoBtheswELyUA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11；其 SHA-1 =
                                               6eabcaa5d99dc73354021f481d460a6c78f8b0b5；再做 base64
                                               = bqvKpdmdxzNUAh9IHUYKbHj4sLU=。服务器的
                                               Sec-WebSocket-Accept 与之相同：正确（RFC 6455
                                               4.2.2）。双方同意使用 permessage-deflate：消息可以压
                                               缩。从下一个字节起，这个连接不再使用 HTTP，而是
                                               WebSocket。
    7   0.003207  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

WebSocket 通信
    8   0.239198  ←  Text "Heard five times, this sentence of just …"，压缩为 67 字节
                                               线路上 67 字节，解压后 74 字节。主动推送：客户端并没
                                               有请求它。这正是 WebSocket 的用处。RSV1 为 1：载荷经
                                               permessage-deflate 压缩（RFC 7692 6）。帧自身的 FIN
                                               位为 1：这一帧就是完整的消息。它与 TCP 的 FIN 标志毫
                                               无关系。
    9   0.239252  →  ACK                       客户端已收到第 8 号包；单独、立即确认。
   10   0.452258  ←  Text "Heard five times, this sentence of just …"，压缩为 6 字节
                                               线路上 6 字节，解压后 74 字节。
   11   0.452289  →  ACK                       客户端已收到第 10 号包；单独、立即确认。
   12   0.664415  ←  Text "Heard five times, this sentence of just …"，压缩为 5 字节
                                               线路上 5 字节，解压后 74 字节。
   13   0.664442  →  ACK                       客户端已收到第 12 号包；单独、立即确认。
   14   0.874533  ←  Text "Heard five times, this sentence of just …"，压缩为 5 字节
                                               线路上 5 字节，解压后 74 字节。
   15   0.874594  →  ACK                       客户端已收到第 14 号包；单独、立即确认。
   16   1.086029  ←  Text "Heard five times, this sentence of just …"，压缩为 5 字节
                                               线路上 5 字节，解压后 74 字节。
   17   1.086083  →  ACK                       客户端已收到第 16 号包；单独、立即确认。

关闭握手
   18   1.298443  →  Close 1000                Close 帧：客户端要结束 WebSocket，不再发送任何帧。服
                                               务器必须用自己的 Close 帧应答（RFC 6455 5.5.1）。状态
                                               码 1000 的含义：Normal Closure。TCP 对此还一无所知：
                                               在 TCP 看来，Close 帧和其他字节没有区别。它带掩码：客
                                               户端的每一帧都必须如此（RFC 6455 5.1）。每个字节都与
                                               帧内的随机密钥异或，以免代理把它误认为 HTTP。
   19   1.300926  ←  Close 1000                服务器用自己的 Close 帧应答第 18 号包：WebSocket 关闭
                                               握手完成（RFC 6455 7.1.4），接下来可以关闭 TCP。它同
                                               时捎带了对第 18 号包的 ACK，所以不需要单独的确认。
   20   1.300970  →  ACK                       客户端已收到第 19 号包；单独、立即确认。

TCP 断开连接
   21   1.301732  ←  FIN, ACK                  TCP 的 FIN：服务器不再发送数据。关闭握手已经完成，按
                                               RFC 6455 7.1.1 由服务器先关闭 TCP，这样停留在
                                               TIME-WAIT 的是服务器，而不是浏览器。两个方向各自结
                                               束：在客户端也发送 FIN 之前，它仍可继续向服务器发送数
                                               据。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   22   1.301820  →  FIN, ACK                  客户端也关闭自己的方向：它的 FIN 与对第 21 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   23   1.301839  ←  ACK                       服务器确认第 22 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               服务器会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 7 次：单独 7 次；通常在0.04 毫秒后，最迟0.06 毫秒。服务器确认数据 2 次：单独 1
    次、搭载在自己的数据上 1 次；通常在1.26 毫秒后，最迟2.48 毫秒。从握手看，抓包点靠近客户端：服务
    器的延迟里包含往返路程。
  · 5 条消息（共 88 字节）用了 23 个包（2.3 KB），平均每条消息 4.6 个包：链路层 322 字节、TCP/IP 头
    部 1.21 KB、HTTP 头部 660 字节、WebSocket 帧头 18 字节、WebSocket 载荷 92 字节。
  · permessage-deflate：服务器的 5 条消息（370 字节）压缩为 88 字节，缩小到 1/4.2。
