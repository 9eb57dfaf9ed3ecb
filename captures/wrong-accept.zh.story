连接 0   10.44.0.1:35570 → 10.44.0.2:8080   ws://10.44.0.2:8080/   3.86 毫秒   10 个包
客户端不承认这个 WebSocket：服务器的 Sec-WebSocket-Accept 与客户端的密钥不符，客户端必须放弃（RFC
6455 4.1）。作为客户端的浏览器会报告状态码 1006，wasClean=false。1006 并没有被发送：它表示根本没有收
到 Close 帧。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               1 475 655 683 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000025  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 720 687 692 开始编号，显示为 0。TCP 由两个方向各一
                                               条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000036  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.04 毫秒。

HTTP 请求升级为 WebSocket
    4   0.001539  →  GET /                     一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 CjTyNwV1rGSXRF4b1Xbxtw==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.001556  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.002262  ←  101 Switching Protocols   密钥 + 固定 GUID =
                                               CjTyNwV1rGSXRF4b1Xbxtw==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11；其 SHA-1 =
                                               836dc969d124a10e17ccb96b0f3f08941ea722eb；再做 base64
                                               = g23JadEkoQ4XzLlrDz8IlB6nIus=。但服务器的
                                               Sec-WebSocket-Accept 是
                                               YbXesTaUjoiYH4AkUVb3gcGcF8M=：错误，客户端必须使连接
                                               失败（RFC 6455 4.1）。
    7   0.002273  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

TCP 断开连接
    8   0.002367  →  FIN, ACK                  TCP 的 FIN：服务器的 Accept 错误，客户端按要求使连接
                                               失败（RFC 6455 4.1 与 7.1.7）。两个方向各自结束：在服
                                               务器也发送 FIN 之前，它仍可继续向客户端发送数据。它的
                                               TTL（64）和时间戳都与客户端的另外 4 个包相符：没有迹
                                               象表明它来自途中的某个设备。
                     客户端：ESTABLISHED → FIN-WAIT-1、服务器：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
    9   0.003846  ←  FIN, ACK                  服务器也关闭自己的方向：它的 FIN 与对第 8 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     服务器：CLOSE-WAIT → LAST-ACK、客户端：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   10   0.003858  →  ACK                       客户端确认第 9 号包中的 FIN。FIN 自身占一个序号，因此
                                               像一个字节那样被确认。两个方向都已关闭。先发 FIN 的客
                                               户端会在 TIME-WAIT 停留一段时间（Linux 上为一分钟），
                                               以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     服务器：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 1 次：单独 1 次；通常在0.01 毫秒后，最迟0.01 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.02 毫秒后，最迟0.02 毫秒。
  · 共传输 10 个包（1.29 KB）：链路层 140 字节、TCP/IP 头部 536 字节、HTTP 头部 614 字节。
