# A certificate of Tencent Cloud, as a deployer has it.
terraform {
  required_providers {
    tencentcloud = { source = "tencentcloudstack/tencentcloud" }
  }
}

provider "tencentcloud" {
  secret_id  = "certmock"
  secret_key = "certmock"
  region     = "ap-guangzhou"
}

variable "material" {}

resource "tencentcloud_ssl_certificate" "site" {
  name = "site"
  type = "SVR"
  cert = file("${var.material}/rsa-2048.crt")
  key  = file("${var.material}/rsa-2048.key")
}
